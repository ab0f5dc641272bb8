import { defineParser } from '../src/model/parser.ts'
import type { Neighbours } from '../src/model/record.ts'
import { pidOf } from '../src/model/journal-entry.ts'

const heading = /^[●○×↻*] ([\w@.:\\-]{1,255}\.(?:service|socket|timer|scope|slice|target)) - /
const property = /^ {1,16}([A-Z][A-Za-z -]{1,15}): /
const properties = new Set([
  'Loaded', 'Drop-In', 'Active', 'Invocation', 'Docs', 'Main PID', 'Process', 'Status', 'Tasks', 'Memory', 'CPU',
  'CGroup', 'IP', 'IO', 'TriggeredBy', 'Triggers', 'FD Store', 'Error',
]) // prettier-ignore
const mostLines = 24

function unitAbove(neighbours: Neighbours): string | undefined {
  let lines = 0
  for (const { text } of neighbours.before()) {
    const unit = heading.exec(text)?.[1]
    if (unit !== undefined || text === '' || ++lines > mostLines) return unit
  }
  return undefined
}

const before = [
  '● openclaw-gateway.service - OpenClaw Gateway (v2026.9.6)',
  '     Loaded: loaded (/etc/openclaw-gateway.service; enabled)',
]

export default defineParser({
  id: 'systemctl-status',
  title: 'The header of `systemctl status`',
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemctl.html'],
  kind: 'payload',
  parse(text, neighbours) {
    const first = text.charCodeAt(0)
    if (first === 32) {
      const name = property.exec(text)?.[1]
      const unit = name !== undefined && properties.has(name) ? unitAbove(neighbours) : undefined
      if (unit === undefined) return undefined
      const body = text.trim()
      return {
        attributes: {
          'systemd.unit': unit,
          'process.pid': name === 'Main PID' ? pidOf(/^Main PID: (\d{1,10})\b/.exec(body)?.[1]) : undefined,
        },
        body,
      }
    }
    if (first < 0x25cb && first !== 0xd7 && first !== 42 && first !== 0x21bb) return undefined
    const match = heading.exec(text)
    return match ? { attributes: { 'systemd.unit': match[1]! }, body: text.slice(2) } : undefined
  },
  examples: [
    {
      line: '● openclaw-gateway.service - OpenClaw Gateway (v2026.9.6)',
      gives: {
        attributes: { 'systemd.unit': 'openclaw-gateway.service' },
        body: 'openclaw-gateway.service - OpenClaw Gateway (v2026.9.6)',
      },
    },
    {
      line: '     Active: failed (Result: exit-code) since Sun 2026-11-22 10:00:00 UTC; 3min ago',
      before,
      gives: {
        attributes: { 'systemd.unit': 'openclaw-gateway.service' },
        body: 'Active: failed (Result: exit-code) since Sun 2026-11-22 10:00:00 UTC; 3min ago',
      },
      note: 'the time of a change, not of the line',
    },
    {
      line: '   Main PID: 413 (openclaw-gatewa)',
      before,
      gives: {
        attributes: { 'systemd.unit': 'openclaw-gateway.service', 'process.pid': 413 },
        body: 'Main PID: 413 (openclaw-gatewa)',
      },
    },
    { line: '     Status: ok', gives: undefined, note: 'no unit above it' },
    { line: '●  Gateway', gives: undefined, note: 'a step of `openclaw doctor`' },
  ],
})
