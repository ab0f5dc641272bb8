export type JsonObject = Readonly<Record<string, unknown>>

/** A JSON object from hostile text; `undefined` when it is none or nested deeper than can be read. */
export function parseObject(text: string): JsonObject | undefined {
  if (text.charCodeAt(0) !== 123) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The length of the JSON object at the beginning of a text; `undefined` when it does not end in it. */
export function objectLength(text: string): number | undefined {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quoted) {
      if (code === 92) at++
      else if (code === 34) quoted = false
    } else if (code === 34) quoted = true
    else if (code === 123) depth++
    else if (code === 125 && --depth === 0) return at + 1
  }
  return undefined
}

/**
 * A copy of plain data with `change` applied to each text in it. Fields called as one of `kept`, the names of fields,
 * and values that are no plain data (functions, expressions, maps) stay as they are.
 */
export function mapTexts<Data>(
  data: Data,
  change: (text: string) => string,
  kept: ReadonlySet<string> = new Set(),
): Data {
  const changed = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value)
    if (Array.isArray(value)) return value.map(changed)
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, kept.has(name) ? each : changed(each)]),
    )
  }
  return changed(data) as Data
}
