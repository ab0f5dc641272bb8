import { addScalars } from '../src/model/json-fields.ts'
import { objectLength, parseObject, textOf } from '../src/base/json.ts'
import { defineParser } from '../src/model/parser.ts'
import { severityOf, type AttributeValue } from '../src/model/record.ts'
import { parseStamp } from '../src/base/time.ts'
import { isFileRecord, readFileRecord } from './openclaw-file.ts'

/** The message alone: up to 2026.5 `openclaw logs` writes bindings and meta as JSON in front of it. */
export function withoutLeadingJson(text: string, attributes: Record<string, AttributeValue | undefined>): string {
  let rest = text
  for (let objects = 0; objects < 4 && rest.startsWith('{"'); objects++) {
    const length = objectLength(rest)
    const object = length === undefined ? undefined : parseObject(rest.slice(0, length))
    if (!object) break
    for (const name of ['subsystem', 'module', 'plugin']) if (objects === 0) attributes[name] ??= textOf(object[name])
    addScalars(attributes, object)
    rest = rest.slice(length).trimStart()
  }
  return rest
}

export default defineParser({
  id: 'openclaw-logs-json',
  title: '`openclaw logs --json`',
  references: ['https://docs.openclaw.ai/cli/logs'],
  kind: 'envelope',
  parse(text) {
    if (!text.startsWith('{"type":"')) return undefined
    const object = parseObject(text)
    if (!object) return undefined
    const { type, time, level, subsystem, module, plugin, message, raw, ...meta } = object
    const attributes: Record<string, AttributeValue | undefined> = {
      subsystem: textOf(subsystem),
      module: textOf(module),
      plugin: textOf(plugin),
    }
    switch (type) {
      case 'log': {
        const record = parseObject(textOf(raw) ?? '')
        if (record && isFileRecord(record)) return readFileRecord(record)
        if (textOf(message) === undefined) return undefined
        const body = withoutLeadingJson(textOf(message)!, attributes)
        return { stamp: parseStamp(textOf(time) ?? ''), severity: severityOf(textOf(level) ?? ''), attributes, body }
      }
      case 'raw':
        return textOf(raw) === undefined ? undefined : { rest: textOf(raw)! }
      case 'meta':
        if (!('cursor' in meta || 'file' in meta)) return undefined
        addScalars(attributes, meta)
        return { attributes, body: '' }
      case 'notice':
      case 'error':
        if (textOf(message) === undefined) return undefined
        addScalars(attributes, meta)
        return { severity: type === 'error' ? severityOf('error') : undefined, attributes, body: textOf(message)! }
      default:
        return undefined
    }
  },
  examples: [
    {
      line: '{"type":"log","time":"2026-11-22T10:00:00.123+00:00","level":"warn","subsystem":"gateway/ws","message":"closed before connect code=1008","raw":"{\\"0\\":\\"{\\\\\\"subsystem\\\\\\":\\\\\\"gateway/ws\\\\\\"}\\",\\"1\\":{\\"cause\\":\\"unauthorized\\"},\\"2\\":\\"closed before connect code=1008\\",\\"_meta\\":{\\"logLevelName\\":\\"WARN\\",\\"date\\":\\"2026-11-22T10:00:00.123Z\\"}}"}',
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        severity: 13,
        attributes: { subsystem: 'gateway/ws', cause: 'unauthorized' },
        body: 'closed before connect code=1008',
      },
    },
    {
      line: '{"type":"log","time":"2026-11-22T10:00:00.123Z","level":"info","message":"{\\"module\\":\\"cron\\"} {\\"jobs\\":0} cron: started"}',
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        severity: 9,
        attributes: { module: 'cron', jobs: 0 },
        body: 'cron: started',
      },
    },
    { line: '{"type":"raw","raw":"10:00:00 [gateway] ready"}', gives: { rest: '10:00:00 [gateway] ready' } },
    {
      line: '{"type":"meta","file":"/tmp/openclaw/openclaw-2026-11-22.log","sourceKind":"file","cursor":9,"size":9,"localFallback":true}',
      gives: {
        attributes: {
          file: '/tmp/openclaw/openclaw-2026-11-22.log',
          sourceKind: 'file',
          cursor: 9,
          size: 9,
          localFallback: true,
        },
        body: '',
      },
    },
    {
      line: '{"type":"notice","message":"Log cursor reset (file rotated)."}',
      gives: { body: 'Log cursor reset (file rotated).' },
    },
    {
      line: '{"type":"error","message":"Gateway not reachable.","error":"ECONNREFUSED","hint":"run doctor"}',
      gives: {
        severity: 17,
        attributes: { error: 'ECONNREFUSED', hint: 'run doctor' },
        body: 'Gateway not reachable.',
      },
    },
    { line: '{"type":"result","result":"I cannot run tools here."}', gives: undefined, note: 'a CLI backend' },
    { line: '{"type":"log","time":', gives: undefined },
  ],
})
