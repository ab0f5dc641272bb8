import { count } from '../src/base/text.ts'
import { formatDuration, nanoseconds } from '../src/base/time.ts'
import type { Clause, Facts } from '../src/model/cause.ts'
import type { Ruling, Step } from '../src/model/decision.ts'
import type { Event } from '../src/model/event.ts'
import type { Selector } from '../src/model/selector.ts'
import { pressureEventLoop } from './pressure/pressure-event-loop.pattern.ts'

/** Ten seconds and more: as long as the limit of a handshake, so that clients notice. */
export const longBlocks: readonly Selector[] = [{ pattern: pressureEventLoop, where: { maxMs: /^\d{5,}$/ } }]

/** How often and how long, and the phase in which it was, as the gateway's own lines name it. */
export function blocksClauses(facts: Facts, blocks: readonly Event[]): (Clause | undefined)[] {
  const phases = namesOf(blocks, 'phase')
  const idle = blocks.filter(({ attributes }) => Number(attributes['cpu']) < 0.3)
  return [
    facts.clause(
      blocks,
      () =>
        `The gateway reports ${count(timesOf(blocks), 'block')} of its event loop, the longest of ${longest(blocks)}.`,
    ),
    facts.clause(
      blocks.filter(({ attributes }) => attributes['phase'] !== undefined),
      `The lines name the phase ${phases.join(', ')}.`,
    ),
    facts.clause(
      idle,
      `It used ${namesOf(idle, 'cpu').join(', ')} of a CPU core meanwhile: it waited (disk, memory, a ` +
        'machine that slept) more than it computed.',
    ),
  ]
}

/**
 * The gateway writes such a line when its loop runs again, so that it was not stuck for good: a restart does the same
 * work again.
 */
export function rulingOfBlocks(blocks: readonly Event[]): Ruling {
  return {
    verdict: 'fix-environment',
    do: reduceLoad(blocks),
    restart: {
      helps: 'no',
      why: 'The gateway went on by itself after each block; what blocked it runs again after a restart.',
      on: blocks,
    },
    confirm: {
      what: 'Whether the loop is still blocked',
      command: 'openclaw health --json',
      expect: 'eventLoop with a delay of seconds, or an answer that takes as long',
    },
  }
}

export function reduceLoad(blocks: readonly Event[]): Step {
  const phases = namesOf(blocks, 'phase')
  return phases.length > 0
    ? { what: `Reduce or switch off what runs in the phase ${phases.join(', ')} (fewer accounts, plugins or sessions)` }
    : {
        what:
          'Reduce what runs at once on this host (agents, large sessions, plugins), or give it more CPU ' +
          'and a faster disk',
      }
}

function longest(blocks: readonly Event[]): string {
  const maxMs = blocks.reduce((most, { attributes }) => Math.max(most, Number(attributes['maxMs'])), 0)
  return formatDuration((BigInt(Math.round(maxMs)) * nanoseconds.second) / 1000n)
}

function namesOf(events: readonly Event[], name: string): string[] {
  return [...new Set(events.flatMap(({ attributes }) => attributes[name] ?? []).map(String))]
}

function timesOf(events: readonly Event[]): number {
  return events.reduce((sum, event) => sum + event.count, 0)
}
