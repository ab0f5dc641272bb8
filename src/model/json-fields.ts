import { parseObject, type JsonObject } from '../base/json.ts'
import type { AttributeValue, Neighbours } from './record.ts'

const mostFields = 40
const longestField = 512
// No dot: a field that somebody else chose must not pose as `host.name` or `process.pid`.
const fieldName = /^[A-Za-z_][\w-]{0,63}$/
// What these say is decided by the parsers, from where it stands.
const reserved = new Set(['subsystem', 'module', 'plugin', 'command', 'cut', 'report', 'upstream', '__proto__'])

/** Adds the scalar members of an object to attributes, under their own names. Objects and lists in it are left out. */
export function addScalars(attributes: Record<string, AttributeValue | undefined>, object: JsonObject): void {
  let left = mostFields - Object.keys(attributes).length
  for (const [name, value] of Object.entries(object)) {
    if (left <= 0) return
    if (reserved.has(name) || name in attributes || !fieldName.test(name)) continue
    if (typeof value === 'string') attributes[name] = value.slice(0, longestField)
    else if (typeof value === 'boolean' || Number.isFinite(value)) attributes[name] = value as boolean | number
    else continue
    left--
  }
}

const mostLines = 1000
const mostText = 32_768

/** The pretty-printed object, begun and ended by a brace in the first column, that a line of it stands in. */
export function objectAround(text: string, neighbours: Neighbours): JsonObject | undefined {
  const before: string[] = []
  let size = 0
  let begun = false
  for (const line of neighbours.before()) {
    if (!inside(line.text)) {
      begun = line.text.trimEnd() === '{'
      break
    }
    size += line.text.length + 1
    if (before.push(line.text) > mostLines || size > mostText) return undefined
  }
  if (!begun) return undefined
  const after: string[] = []
  for (const line of neighbours.after()) {
    if (!inside(line.text)) {
      if (!line.text.startsWith('}')) return undefined
      return parseObject(['{', ...before.reverse(), text, ...after, '}'].join('\n'))
    }
    size += line.text.length + 1
    if (after.push(line.text) > mostLines || size > mostText) return undefined
  }
  return undefined
}

function inside(text: string): boolean {
  const code = text.charCodeAt(0)
  return code === 32 || code === 9
}
