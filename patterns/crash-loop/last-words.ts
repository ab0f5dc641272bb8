import type { Facts } from '../../src/model/cause.ts'
import type { Ruling } from '../../src/model/decision.ts'
import type { Event } from '../../src/model/event.ts'
import { no, noChange, yes } from '../answers.ts'
import { fix } from '../steps.ts'
import { versionUpdate } from '../version-skew/version-update.pattern.ts'
import { crashException } from './crash-exception.pattern.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'

/** What the process itself said of its end: uncaught errors and failed starts, in order of time. */
export function lastWords(facts: Facts): readonly Event[] {
  return facts
    .select([crashStartFailed, crashException], { before: '30m' })
    .filter(({ attributes }) => attributes['error'] !== undefined)
}

export function errorText(events: readonly Event[]): string {
  return [...new Set(events.map(({ attributes }) => String(attributes['error'])))].slice(0, 2).join('; ')
}

/** An end that a restart cannot change: what the error names must be changed first. */
export function rulingByLastWords(facts: Facts): Ruling {
  const words = lastWords(facts)
  const updates = facts.select([versionUpdate], { before: '24h' })
  const confirm = {
    what: 'Read the last words of the process',
    command: 'journalctl --user -u openclaw-gateway.service -n 200 --no-pager',
    expect: words.length > 0 ? errorText(words) : 'an error before each end',
  }
  const again = facts.events.slice(-1)
  if (words.length > 0) {
    const configuration = words.filter(({ attributes }) =>
      /config|openclaw\.json|Unrecognized key/i.test(String(attributes['error'])),
    )
    const changed = configuration.length > 0 && facts.configChanges.length > 0
    return {
      verdict: changed ? 'config-rollback' : 'fix-environment',
      do: changed
        ? { what: 'Put the last good file back', command: fix.rollback.command }
        : { what: `Change what the error names: ${errorText(words)}` },
      restart: no('Each start ends with the same error.', [...words.slice(-1), ...again]),
      rollback: changed
        ? yes('The configuration was changed before, and the error names it.', [
            facts.configChanges.at(-1)!,
            ...configuration,
          ])
        : noChange,
      confirm,
    }
  }
  if (updates.length > 0)
    return {
      verdict: 'fix-environment',
      do: { what: 'Finish the update, or go back to the exact version before it', command: 'openclaw update status' },
      restart: no('It ends again after each start since the update.', again),
      rollback: no('What changed is the version, not the configuration.', updates.slice(-1)),
      confirm,
    }
  return {
    verdict: 'undecidable',
    do: {
      what: 'Read what the process wrote last, and what the kernel and the supervisor say of that moment',
      command: confirm.command,
    },
    restart: no('It ends again after each start.', again),
    rollback: noChange,
    confirm,
  }
}
