import type { Family } from '../src/model/family.ts'
import type { Pattern } from '../src/model/pattern.ts'

// The commonest in a gateway's log first; what is left of the number is filled up in the order of the registry.
const preferred = [
  'ws.closed-before-connect', 'auth.unauthorized', 'ws.webchat-disconnected', 'ws.webchat-connected', 'ws.handshake-timeout', 'ws.invalid-handshake',
  'ws.socket-error', 'ws.hello-ok', 'version.protocol', 'lifecycle.signal', 'lifecycle.start', 'agent.failed', 'channel.exited',
] // prettier-ignore

/** Patterns whose keywords are `count` in all. */
export function choosePatterns(families: readonly Family[], count: number): Pattern[] {
  const patterns = families.flatMap(({ patterns }) => patterns ?? []).filter(({ keywords }) => keywords.length > 0)
  const rank = ({ id }: Pattern): number => (preferred.includes(id) ? preferred.indexOf(id) : preferred.length)
  const chosen: Pattern[] = []
  const keywords = new Set<string>()
  for (const pattern of patterns.toSorted((a, b) => rank(a) - rank(b))) {
    const together = new Set([...keywords, ...pattern.keywords])
    if (together.size > count) continue
    chosen.push(pattern)
    for (const keyword of pattern.keywords) keywords.add(keyword)
    if (keywords.size === count) return chosen
  }
  throw new RangeError(`no set of patterns has ${count} keywords`)
}
