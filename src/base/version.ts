import { readFileSync } from 'node:fs'

/** oclog's own version, from package.json: two folders up in the sources, three up when compiled. */
export const version: string =
  ['../../package.json', '../../../package.json']
    .map((path) => {
      try {
        return (
          (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { name?: string; version?: string }) ??
          {}
        )
      } catch {
        return {}
      }
    })
    .flatMap(({ name, version: found }) => (name === 'oclog' && found !== undefined ? [found] : []))[0] ?? '0.0.0'
