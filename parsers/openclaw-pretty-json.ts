import { isObject, parseObject, textOf, type JsonObject } from '../src/base/json.ts'
import { objectAround } from '../src/model/json-fields.ts'
import { defineParser } from '../src/model/parser.ts'
import type { Neighbours } from '../src/model/record.ts'
import { isFileRecord, readFileRecord } from './openclaw-file.ts'
import { anchors, readReport, reportOf } from './openclaw-report.ts'

const member = /^ {1,16}"([^"\\]{1,80})" ?: ?/

/** The value of the member on a line, if it is a string. */
function stringIn(text: string, start: number): string | undefined {
  return textOf(parseObject(`{"value":${text.slice(start).replace(/,\s{0,8}$/, '')}}`)?.['value'])
}

/** The member that holds the message; logVerbose puts it inside "0". */
function messageMember(object: JsonObject): { name: string; value: string | undefined } {
  const zero = object['0']
  if (isObject(zero) && textOf(zero['message']) !== undefined)
    return { name: 'message', value: textOf(zero['message']) }
  const name = ['2', '1', 'message', '0'].find((each) => textOf(object[each]) !== undefined) ?? ''
  return { name, value: textOf(object[name]) }
}

function holdsBefore(neighbours: Neighbours, literal: string): boolean {
  for (const { text } of neighbours.before()) {
    if (!text.startsWith(' ')) break
    if (text.includes(literal)) return true
  }
  return false
}

const record = [
  '{',
  '  "0": "{\\"subsystem\\":\\"gateway/ws\\"}",',
  '  "1": {',
  '    "cause": "protocol-mismatch",',
  '    "durationMs": 6',
  '  },',
]
const recordEnd = ['  "time": "2026-11-22T10:00:00.123Z"', '}']
const health = ['{', '  "ok": true,', '  "ts": 1795341600123,']
const healthEnd = ['  "agents": [', '    {', '      "agentId": "main"', '    }', '  ]', '}']

export default defineParser({
  id: 'openclaw-pretty-json',
  title: 'A file log record or the output of a command with --json, spread over several lines',
  references: ['https://docs.openclaw.ai/logging'],
  kind: 'payload',
  opaque: anchors,
  parse(text, neighbours) {
    if (text.charCodeAt(0) !== 32) return undefined
    const trimmed = text.trimStart()
    if (trimmed.charCodeAt(0) !== 34) return undefined
    const found = member.exec(text)
    const name = found?.[1]
    const object = objectAround(text, neighbours)
    if (!object) {
      // Part of a record, or a record with the prefixes of another program: the message alone.
      const body = found && (name === '1' || name === '2') ? stringIn(text, found[0].length) : undefined
      return body === undefined ? undefined : { body }
    }
    if (isFileRecord(object)) {
      const message = messageMember(object)
      return found && name === message.name && stringIn(text, found[0].length) === message.value
        ? readFileRecord(object)
        : { body: '' }
    }
    const report = reportOf(object)
    if (!report) return undefined
    return text.includes(report.anchor) && !holdsBefore(neighbours, report.anchor)
      ? readReport(object, report.name)
      : { body: '' }
  },
  examples: [
    {
      line: '  "2": "closed before connect code=1002 reason=protocol mismatch",',
      before: record,
      after: recordEnd,
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        severity: 0,
        attributes: { subsystem: 'gateway/ws', cause: 'protocol-mismatch', durationMs: 6 },
        body: 'closed before connect code=1002 reason=protocol mismatch',
      },
    },
    {
      line: '    "cause": "protocol-mismatch",',
      before: record.slice(0, 3),
      after: ['    "durationMs": 6', '  },', '  "2": "closed"', '}'],
      gives: { body: '' },
    },
    {
      line: '  "2": "closed before connect code=1002",',
      gives: { body: 'closed before connect code=1002' },
      note: 'part of a record',
    },
    {
      line: '  "heartbeatSeconds": 1800,',
      before: health,
      after: healthEnd,
      gives: {
        stamp: '2026-11-22T10:00:00.123Z',
        attributes: { report: 'health' },
        body: 'ok=true ts=1795341600123 heartbeatSeconds=1800\nagents.0: agentId=main',
      },
    },
    {
      line: '  "defaultAgentId": "main",',
      before: [...health, '  "heartbeatSeconds": 1800,'],
      after: healthEnd,
      gives: { body: '' },
    },
    { line: '  "bind": "lan",', before: ['{'], after: ['}'], gives: undefined, note: 'a configuration file' },
    {
      line: '    "message": "Blocked telegram sender 100 (dmPolicy=allowlist)"',
      before: ['{', '  "0": {'],
      after: ['  },', '  "1": "verbose"', '}'],
      gives: { severity: 0, body: 'Blocked telegram sender 100 (dmPolicy=allowlist)' },
    },
    { line: '  "hello"', gives: undefined },
  ],
})
