import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { codeName } from '../reasons.ts'
import { check } from '../steps.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from './ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const closedByPolicy = defineCause({
  id: 'closed-by-policy',
  class: 'close-code',
  title: 'The gateway closed connections with a code that this log does not explain',
  severity: 'medium',
  decide: ({ over, events }) =>
    // The gateway says goodbye to all clients when its credentials change; who cannot come back is refused with a
    // reason of its own.
    over || events.every(({ attributes }) => attributes['refusal'] === 'auth-changed')
      ? { verdict: 'none-needed' }
      : { verdict: 'undecidable', do: check.verbose },
  fallback: true,
  trigger: [
    { pattern: closes, where: { code: [1002, 1003, 1007, 1008, 1010, 1011, 1014, 1015] } },
    { pattern: closes, where: { code: /^4\d\d\d$/ } },
  ],
  strength: 30,
  recovery: [wsWebchatConnected, wsHelloOk],
  recoverySharing: ['client'],
  explain: (facts) => {
    const codes = facts.values('code').map((code) => `${code} (${codeName(Number(code))})`)
    const reasons = facts.values('reason')
    const why = reasons.length > 0 ? `: ${reasons.join('; ')}` : ' and no reason'
    return [facts.clause(facts.events, `${count(facts.count, 'close')} with ${codes.join(', ')}${why}.`)]
  },
  checks: () => [check.status, check.verbose],
  fix: () => [{ what: 'Repeat with debug logging and run oclog on the result' }],
})
