import { defineParser, type Parsed } from '../src/model/parser.ts'
import { sequence } from '../src/base/expressions.ts'
import type { AttributeValue, Neighbours } from '../src/model/record.ts'
import { displayWidth } from '../src/base/text.ts'
import { stampAt, type Stamp } from '../src/base/time.ts'
import { pidOf } from '../src/model/journal-entry.ts'

// Host and program exclude characters that messages are full of, so that no message passes for a header.
const header = /(?:([^\s[\]:]{1,255}) )?([^\s[\]:]{1,128})(?:\[(\d{1,10})\])?:(?: |$)/y
const monotonic = /^\[ {0,8}\d{1,10}\.\d{6}\] /
const ownProgram = /^(?:kernel|systemd(?:-[a-z]{1,20})?|sudo|CRON|dockerd|containerd)$/
// The gateway's times have milliseconds, and words with a bracket may follow them. journalctl and rsyslog write none
// or microseconds; only syslog-ng can be configured to write milliseconds.
const milliseconds = /^.{19}\.\d{3}(?:Z|[+-]\d\d:\d\d) /
const gatewayProgram = /^(?:node|openclaw|clawdbot|systemd|kernel|docker)/
// Without --all journalctl prints this for a message with colors or other bytes that are not text.
const blob = /^\[\d{1,6}(?:\.\d)?[BKMG] blob data\]$/
const unit = /^([\w@.:\\-]{1,255}\.(?:service|socket|timer|scope|slice|target|mount|path)): /
const job = sequence(
  /^(?:Start(?:ed|ing)|Stopp(?:ed|ing)|Reload(?:ed|ing)|Failed to start|Finished) /,
  /([\w@.:\\-]{1,255}\.(?:service|socket|timer|scope|slice|target))\b/,
)

export interface Header {
  readonly attributes: Record<string, AttributeValue | undefined>
  readonly rest: string
  readonly certain: boolean
}

/**
 * Host, program and process in front of a message, from `start` on. Prose can look like this, too: `certain` means that
 * it has a process id, or names a program that logs without one.
 */
export function headerAt(text: string, start: number): Header | undefined {
  header.lastIndex = start
  const match = header.exec(text)
  if (!match) return undefined
  const [whole, host, program, digits] = match
  const pid = pidOf(digits)
  const rest = text.slice(start + whole.length)
  // journalctl -o with-unit writes `user@1000.service/openclaw-gateway.service` as the program.
  const units = /\.(?:service|scope)$/.test(program!) ? program!.split('/') : undefined
  const attributes: Record<string, AttributeValue | undefined> = units
    ? { 'host.name': host, 'systemd.unit': units[0], 'systemd.user_unit': units[1], 'process.pid': pid }
    : { 'host.name': host, 'service.name': program, 'process.pid': pid }
  if (program === 'systemd') {
    const about = unit.exec(rest)?.[1] ?? job.exec(rest)?.[1]
    // Process 1 is the manager of the system, any other one that of a user.
    if (about !== undefined) attributes[pid === undefined || pid === 1 ? 'systemd.unit' : 'systemd.user_unit'] = about
  }
  return { attributes, rest, certain: pid !== undefined || (ownProgram.test(program!) && host !== undefined) }
}

const narrowest = 70

/** Whether `systemctl status` or less cut a line at the terminal's edge, which they mark with `>` or `…`. */
function isCut(text: string, neighbours: Neighbours): boolean {
  if (text.length < narrowest) return false
  if (text.endsWith('>')) return !/<[^<>]{0,64}>$/.test(text.slice(-66))
  // The gateway itself ends lines with an ellipsis, but lines that were cut at the edge have equal widths.
  if (!text.endsWith('…')) return false
  const width = displayWidth(text)
  for (const side of [neighbours.before(), neighbours.after()]) {
    let lines = 0
    for (const line of side) {
      if (++lines > 10) break
      if (
        (line.text.endsWith('…') || line.text.endsWith('>')) &&
        line.text !== text &&
        displayWidth(line.text) === width
      )
        return true
    }
  }
  return false
}

/** The time at the beginning of a line, or the seconds since boot, which are no time of day. */
function beginning(text: string): { stamp: Stamp | undefined; length: number } | undefined {
  const first = text.charCodeAt(0)
  if (first === 91) {
    const sinceBoot = monotonic.exec(text)
    return sinceBoot ? { stamp: undefined, length: sinceBoot[0].length - 1 } : undefined
  }
  return (first >= 48 && first <= 57) || (first >= 65 && first <= 90) ? stampAt(text) : undefined
}

/** Whether the words after the time are a header, and not the beginning of the gateway's own message. */
function isHeader(text: string, { attributes, certain }: Header, stamp: Stamp | undefined): boolean {
  const isIso = text.charCodeAt(4) === 45
  if (!certain && (stamp === undefined || isIso || attributes['host.name'] === undefined)) return false
  return !(isIso && milliseconds.test(text)) || gatewayProgram.test(String(attributes['service.name']))
}

function parse(text: string, neighbours: Neighbours): Parsed | undefined {
  const found = beginning(text)
  // Only the gateway writes a time of day alone: `22:36:37 FATAL ERROR: …` names no host.
  if (!found || found.stamp?.kind === 'clock' || text.charCodeAt(found.length) !== 32) return undefined
  const head = headerAt(text, found.length + 1)
  if (!head || !isHeader(text, head, found.stamp)) return undefined
  const hidden = blob.test(head.rest)
  const cut = !hidden && isCut(text, neighbours)
  return {
    stamp: found.stamp,
    attributes: { ...head.attributes, cut: hidden || cut || undefined },
    rest: cut ? head.rest.slice(0, -1) : head.rest,
  }
}

const message = '2026-11-22T10:00:00.123+00:00 [ws] hi'
const node = { 'host.name': 'gw-1', 'service.name': 'node', 'process.pid': 413 }
const long = '2026-11-22T10:00:00.123+00:00 [ws] closed before connect conn=1a8ab0ce host=127.0.0.1:18789 ua=n/a code='

export default defineParser({
  id: 'journal-short',
  title: 'journalctl by default and with -o short-*, systemctl status, and syslog files',
  references: [
    'https://www.freedesktop.org/software/systemd/man/latest/journalctl.html',
    'https://www.rfc-editor.org/rfc/rfc3164',
  ],
  kind: 'envelope',
  parse,
  examples: [
    {
      line: `Nov 22 11:00:00 gw-1 node[413]: ${message}`,
      gives: { stamp: '--11-22T11:00:00', attributes: node, rest: message },
    },
    {
      line: `Nov  2 11:00:00.123456 gw-1 node[413]: ${message}`,
      gives: { stamp: '--11-02T11:00:00.123456', attributes: node, rest: message },
    },
    {
      line: `2026-11-22T11:00:00+0100 gw-1 node[413]: ${message}`,
      gives: { stamp: '2026-11-22T10:00:00.000Z', attributes: node, rest: message },
    },
    {
      line: `2026-11-22T11:00:00.123456+01:00 gw-1 node[413]: ${message}`,
      gives: { stamp: '2026-11-22T10:00:00.123456Z', attributes: node, rest: message },
    },
    {
      line: `Sun 2026-11-22 11:00:00 CET gw-1 node[413]: ${message}`,
      gives: { stamp: '2026-11-22T10:00:00.000Z', attributes: node, rest: message },
    },
    {
      line: `Sun 2026-11-22 13:00:00 +03 gw-1 node[413]: ${message}`,
      gives: { stamp: '2026-11-22T10:00:00.000Z', attributes: node, rest: message },
    },
    {
      line: `Sun 2026-11-22 11:00:00 IST gw-1 node[413]: ${message}`,
      gives: { stamp: '2026-11-22T11:00:00', attributes: node, rest: message },
      note: 'IST is short for three time zones',
    },
    {
      line: `1795341600.123456 gw-1 node[413]: ${message}`,
      gives: { stamp: '2026-11-22T10:00:00.123456Z', attributes: node, rest: message },
    },
    {
      line: `[ 9160.161476] gw-1 node[413]: ${message}`,
      gives: { attributes: node, rest: message },
      note: 'the time since boot is no time of day',
    },
    {
      line: `Nov 22 11:00:00 node[413]: ${message}`,
      gives: { stamp: '--11-22T11:00:00', attributes: { 'service.name': 'node', 'process.pid': 413 }, rest: message },
      note: '--no-hostname',
    },
    {
      line: `Sun 2026-11-22 11:00:00 CET gw-1 user@1000.service/openclaw-gateway.service[413]: ${message}`,
      gives: {
        stamp: '2026-11-22T10:00:00.000Z',
        attributes: {
          'host.name': 'gw-1',
          'systemd.unit': 'user@1000.service',
          'systemd.user_unit': 'openclaw-gateway.service',
          'process.pid': 413,
        },
        rest: message,
      },
    },
    {
      line: 'Nov 22 11:00:00 gw-1 systemd[2011]: openclaw-gateway.service: Scheduled restart job, restart counter is at 5.',
      gives: {
        stamp: '--11-22T11:00:00',
        attributes: {
          'host.name': 'gw-1',
          'service.name': 'systemd',
          'process.pid': 2011,
          'systemd.user_unit': 'openclaw-gateway.service',
        },
        rest: 'openclaw-gateway.service: Scheduled restart job, restart counter is at 5.',
      },
    },
    {
      line: 'Nov 22 11:00:00 gw-1 systemd[1]: Started openclaw-gateway.service - OpenClaw Gateway (v2026.9.6).',
      gives: {
        stamp: '--11-22T11:00:00',
        attributes: {
          'host.name': 'gw-1',
          'service.name': 'systemd',
          'process.pid': 1,
          'systemd.unit': 'openclaw-gateway.service',
        },
        rest: 'Started openclaw-gateway.service - OpenClaw Gateway (v2026.9.6).',
      },
    },
    {
      line: 'Nov 22 11:00:00 gw-1 kernel: Out of memory: Killed process 413 (node)',
      gives: {
        stamp: '--11-22T11:00:00',
        attributes: { 'host.name': 'gw-1', 'service.name': 'kernel' },
        rest: 'Out of memory: Killed process 413 (node)',
      },
    },
    {
      line: `Nov 22 11:00:00 gw-1 node[413]: ${long}>`,
      gives: { stamp: '--11-22T11:00:00', attributes: { ...node, cut: true }, rest: long },
    },
    {
      line: `Nov 22 11:00:00 gw-1 node[413]: ${long}…`,
      before: [`Nov 22 10:00:00 gw-1 node[413]: ${long}…`],
      gives: { stamp: '--11-22T11:00:00', attributes: { ...node, cut: true }, rest: long },
    },
    {
      line: `Nov 22 11:00:00 gw-1 node[413]: ${long}…`,
      gives: { stamp: '--11-22T11:00:00', attributes: node, rest: `${long}…` },
      note: 'no other line was cut, so the ellipsis is the message’s own',
    },
    {
      line: '2026-11-22T10:00:00.123+00:00 Config overwrite: /home/ann/.openclaw/openclaw.json',
      gives: undefined,
      note: 'the gateway',
    },
    { line: '2026-11-22T10:00:00.123+00:00 gateway tool[3]: hi', gives: undefined, note: 'the gateway' },
    {
      line: `2026-11-22T11:00:00.123+01:00 gw-1 node[413]: ${message}`,
      gives: { stamp: '2026-11-22T10:00:00.123Z', attributes: node, rest: message },
      note: 'syslog-ng with frac-digits(3)',
    },
    {
      line: 'Nov 22 11:00:00 gw-1 node[413]: [1.5K blob data]',
      gives: { stamp: '--11-22T11:00:00', attributes: { ...node, cut: true }, rest: '[1.5K blob data]' },
    },
    { line: '11:00:00 FATAL ERROR: Reached heap limit', gives: undefined },
    { line: 'Nov 22 11:00:00 gw-1 rotated', gives: undefined },
    { line: '-- Boot 0b0b --', gives: undefined },
  ],
})
