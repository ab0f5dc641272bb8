import { addScalars } from '../src/model/json-fields.ts'
import { parseObject, textOf } from '../src/base/json.ts'
import { defineParser } from '../src/model/parser.ts'
import { severityOf, type AttributeValue } from '../src/model/record.ts'
import { parseStamp } from '../src/base/time.ts'
import { unboxLines } from './box.ts'

export default defineParser({
  id: 'openclaw-json',
  title: "OpenClaw's console, style json",
  references: ['https://docs.openclaw.ai/logging'],
  kind: 'payload',
  parse(text) {
    if (text.charCodeAt(0) !== 123 || !text.includes('"message":') || !text.includes('"level":"')) return undefined
    const object = parseObject(text)
    if (!object) return undefined
    const { time, level, subsystem, module, plugin, message, ...meta } = object
    const stamp = parseStamp(textOf(time) ?? '')
    const severity = severityOf(textOf(level) ?? '')
    const body = textOf(message)
    if (!stamp || severity === 0 || body === undefined) return undefined
    const attributes: Record<string, AttributeValue | undefined> = {
      subsystem: textOf(subsystem),
      module: textOf(module),
      plugin: textOf(plugin),
    }
    addScalars(attributes, meta)
    return { stamp, severity, attributes, body: unboxLines(body) }
  },
  examples: [
    {
      line: '{"time":"2026-02-17T10:00:00.123Z","level":"warn","subsystem":"gateway/ws","message":"closed before connect code=1008","cause":"unauthorized","durationMs":11}',
      gives: {
        stamp: '2026-02-17T10:00:00.123Z',
        severity: 13,
        attributes: { subsystem: 'gateway/ws', cause: 'unauthorized', durationMs: 11 },
        body: 'closed before connect code=1008',
      },
      note: 'up to 2026.7 meta comes last',
    },
    {
      line: '{"cause":"unauthorized","headers":{"a":1},"time":"2026-11-22T11:00:00.123+01:00","level":"error","subsystem":"gateway/ws","message":"closed before connect code=1008"}',
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        severity: 17,
        attributes: { subsystem: 'gateway/ws', cause: 'unauthorized' },
        body: 'closed before connect code=1008',
      },
      note: 'since 2026.8 meta comes first',
    },
    {
      line: '{"time":"2026-11-22T10:00:00.000+00:00","level":"info","message":"┌────┐\\n│ up │\\n└────┘"}',
      gives: { stamp: '2026-11-22T10:00:00.000Z', severity: 9, body: '\nup\n' },
    },
    { line: '{"level":30,"time":1795341600123,"pid":1,"msg":"hi"}', gives: undefined, note: 'pino' },
    { line: '{"level":"info","message":"hi","timestamp":"2026-11-22T10:00:00Z"}', gives: undefined, note: 'winston' },
    { line: '{"time":"2026-11-22T10:00:00.000Z","level":"info","message":"cut of', gives: undefined },
  ],
})
