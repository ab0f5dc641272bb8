import { definePattern } from '../../src/model/pattern.ts'
import { closeFields } from './close-fields.ts'
import { closeRole } from './close-role.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const clientClosed = definePattern({
  id: 'client.closed',
  class: 'close-code',
  role: 'symptom',
  title: 'A client reports: gateway closed ({code})',
  description:
    'Printed by the CLI, a node host, a tool or an app when its connection closes. Only the client says so; the ' +
    'gateway may log nothing.',
  keywords: [
    'ateway closed',
    'WebSocket closed (',
    'WS closed (',
    'isconnected from',
    'isconnected (',
    'onnection closed',
    'paused after close',
    'closed (1006',
    'closed (1000',
    'closed (1008',
  ],
  match: anyOf(
    sequence(
      /(?:[Gg]ateway|(?:Gateway )?WebSocket|WS|[Cc]onnection|after) closed? ?(?:: |\()/,
      /(?:code[=:] ?)?(?<code>[14]\d{3})\b(?<rest>[^\n"]*)/,
    ),
    /[Dd]isconnected(?: from [Gg]ateway)? \((?:code: ?)?(?<code>[14]\d{3})\b(?<rest>[^\n]*)/,
  ),
  subsystems: [
    'openclaw',
    'tools',
    'diagnostic',
    'embedded',
    'cli',
    'node',
    'gateway',
    'gateway-client',
    'logs',
    'ws',
    'subagent',
    'agent',
    'qqbot',
    'native-approvals',
    'approvals',
  ],
  fields: ({ code, rest = '' }, { body }) => {
    if (/webchat disconnected|closed before connect|gateway: (?:WebSocket|closed)/.test(body)) return undefined
    return closeFields({ code, reason: saidReason(rest), cause: /detail=(\w+)/.exec(rest)?.[1] })
  },
  roleOf: (attributes) => (Number(attributes['code']) === 1000 ? 'symptom' : closeRole(attributes)),
  examples: {
    hits: [
      { line: 'gateway closed (1006 abnormal closure (no close frame)): no close reason', fields: { code: 1006 } },
      {
        line: 'gateway connect failed: Error: gateway closed (1000 normal closure): no close reason',
        fields: { code: 1000 },
      },
      {
        line: '[openclaw] Failed to start CLI: Error: gateway closed (1008): pairing required',
        fields: { code: 1008, refusal: 'pairing', reason: 'pairing required' },
      },
      {
        line: '[2026-03-13T01:04:11.902Z] [WARN ] Gateway WebSocket closed (code=1008, reason=pairing required, handshake=pending)',
        fields: { code: 1008, refusal: 'pairing', reason: 'pairing required' },
      },
      {
        line: '[OpenClaw] Disconnected from Gateway (code: 1002, reason: "protocol mismatch", wasClean: true)',
        fields: { code: 1002, refusal: 'protocol', reason: 'protocol mismatch' },
      },
      {
        line: 'disconnected (1008): unauthorized: gateway token missing (open the dashboard URL and paste the token in Control UI settings)',
        fields: { code: 1008, refusal: 'token-missing' },
      },
      { line: 'node host gateway closed (1006): no close reason', fields: { code: 1006 } },
      {
        line: 'node host gateway reconnect paused after close (1008): pairing required detail=PAIRING_REQUIRED; waiting for operator action',
        fields: { code: 1008, refusal: 'pairing' },
      },
      {
        line: '[qqbot] gateway closed: 1008 unauthorized: gateway token mismatch (x)',
        fields: { code: 1008, refusal: 'token-mismatch' },
      },
      {
        line: '  gateway closed (1000):',
        fields: { code: 1000 },
        note: 'printed by `gateway status` under its probe',
      },
    ],
    misses: [
      {
        line: '[discord] discord: gateway closed with code 4014 (missing privileged gateway intents). Enable them.',
        note: "Discord's own gateway and codes",
      },
      { line: 'Web connection closed (status 408). Retry 1/12 in 4.1s', note: 'WhatsApp' },
    ],
  },
})

/** The reason in the text after a code: `): why`, `, reason=why, …)`, `, reason: "why", …)` or ` why`. */
function saidReason(rest: string): string | undefined {
  const named = /reason[=:] ?"?([^",)]*)/.exec(rest)?.[1]
  const behind =
    /\): ?(.*)$/.exec(rest)?.[1] ?? (rest.startsWith(' ') && !rest.includes('closure') ? rest.trim() : undefined)
  return (named ?? behind)?.replace(/ detail=\w+.*$/, '').trim() || undefined
}
