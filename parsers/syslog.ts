import { defineParser } from '../src/model/parser.ts'
import { severityOfPriority } from '../src/model/record.ts'
import { isoAt, stampAt } from '../src/base/time.ts'
import { pidOf } from '../src/model/journal-entry.ts'
import { headerAt } from './journal-short.ts'

const priorityAt = /^<(\d{1,3})>/
const modern = /1 (\S{1,64}) (\S{1,255}) (\S{1,128}) (\S{1,128}) (\S{1,32}) (?=[-[])/y

/** The end of the structured data that begins at `start`: `-`, or elements in brackets with quoted values. */
function structuredEnd(text: string, start: number): number | undefined {
  if (text[start] === '-') return start + 1
  let at = start
  while (text[at] === '[') {
    let quoted = false
    for (at++; at < text.length && (quoted || text[at] !== ']'); at++) {
      if (quoted && text[at] === '\\') at++
      else if (text[at] === '"') quoted = !quoted
    }
    if (at >= text.length) return undefined
    at++
  }
  return at
}

function known(text: string): string | undefined {
  return text === '-' ? undefined : text
}

export default defineParser({
  id: 'syslog',
  title: 'Syslog with a priority (RFC 5424 and RFC 3164)',
  references: ['https://www.rfc-editor.org/rfc/rfc5424', 'https://www.rfc-editor.org/rfc/rfc3164'],
  kind: 'envelope',
  parse(text) {
    if (text.charCodeAt(0) !== 60) return undefined
    const priority = priorityAt.exec(text)
    if (!priority || Number(priority[1]) > 191) return undefined
    const severity = severityOfPriority(Number(priority[1]) & 7)
    modern.lastIndex = priority[0].length
    const match = modern.exec(text)
    if (match) {
      const end = structuredEnd(text, modern.lastIndex)
      if (end === undefined) return undefined
      return {
        stamp: isoAt(match[1]!)?.stamp,
        severity,
        attributes: { 'host.name': known(match[2]!), 'service.name': known(match[3]!), 'process.pid': pidOf(match[4]) },
        rest: text.slice(end + 1).replace(/^\ufeff/, ''),
      }
    }
    const found = stampAt(text.slice(priority[0].length, priority[0].length + 64))
    if (!found) return undefined
    const start = priority[0].length + found.length + 1
    const head = headerAt(text, start)
    return { stamp: found.stamp, severity, attributes: head?.attributes ?? {}, rest: head?.rest ?? text.slice(start) }
  },
  examples: [
    {
      line: '<29>1 2026-11-22T11:00:00.123456+01:00 gw-1 openclaw 413 - [meta@1 a="x \\" ] y"][b c="d"] \ufeff10:00:00 [ws] hi',
      gives: {
        stamp: '2026-11-22T10:00:00.123456Z',
        severity: 10,
        attributes: { 'host.name': 'gw-1', 'service.name': 'openclaw', 'process.pid': 413 },
        rest: '10:00:00 [ws] hi',
      },
    },
    {
      line: '<27>1 - - node - ID47 - hi',
      gives: { severity: 17, attributes: { 'service.name': 'node' }, rest: 'hi' },
    },
    {
      line: '<30>Nov 22 11:00:00 gw-1 openclaw-gateway-1[413]: [ws] hi',
      gives: {
        stamp: '--11-22T11:00:00',
        severity: 9,
        attributes: { 'host.name': 'gw-1', 'service.name': 'openclaw-gateway-1', 'process.pid': 413 },
        rest: '[ws] hi',
      },
    },
    { line: '<13>Nov 22 11:00:00 hello', gives: { stamp: '--11-22T11:00:00', severity: 10, rest: 'hello' } },
    { line: '<html>', gives: undefined },
    { line: '<999>Nov 22 11:00:00 hello', gives: undefined },
    { line: '<29>1 2026-11-22T11:00:00Z gw-1 node 1 - [a b="c', gives: undefined, note: 'cut off' },
  ],
})
