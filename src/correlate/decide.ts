import type { Facts } from '../model/cause.ts'
import type { Answer, Decision, Ruling } from '../model/decision.ts'
import type { Event } from '../model/event.ts'

/**
 * The decision that the facts bear out. A cause rules; what it does not say is answered from the tracks, and what has
 * no witness is taken back: no rollback without a change of the configuration (or a start that names it as what it
 * refuses), no restart unless what runs differs from what is on disk, or is stuck.
 */
export function decide(ruling: Ruling, facts: Facts): Decision {
  if (facts.over && ruling.verdict !== 'undecidable' && !ruling.stands) return overAlready(ruling, facts)
  const restart = witnessed(ruling.restart ?? restartFromTracks(facts))
  const rollback = witnessed(ruling.rollback ?? rollbackFromTracks(facts))
  const decision = { verdict: ruling.verdict, do: ruling.do, restart, rollback, confirm: ruling.confirm }
  if (ruling.verdict === 'config-rollback' && rollback.helps !== 'yes')
    return { ...decision, verdict: ruling.otherwise ?? 'fix-environment' }
  if (ruling.verdict === 'restart-and-validate' && restart.helps !== 'yes')
    return { ...decision, verdict: ruling.otherwise ?? 'undecidable' }
  return decision
}

function overAlready({ confirm }: Ruling, facts: Facts): Decision {
  return {
    verdict: 'none-needed',
    do: undefined,
    restart: { helps: 'no', why: 'It is over.', on: facts.events.slice(-1) },
    rollback: { helps: 'no', why: 'It is over.', on: facts.events.slice(-1) },
    confirm,
  }
}

/** A claim without an event that shows it is no claim. */
function witnessed(answer: Answer): Answer {
  return answer.helps === 'yes' && (answer.on?.length ?? 0) === 0 ? { ...answer, helps: 'unknown' } : answer
}

// A configuration that was read and is not in use, or a version that was installed and does not run: a restart takes it
// over.
const stale = new Map([
  ['waits-for-restart', 'A change of the configuration waits for a restart.'],
  ['reload-off', 'The configuration on disk was changed, and the running gateway does not reload it.'],
  ['skipped', 'The gateway skipped a reload and still uses what it read before.'],
])

function restartFromTracks({ tracks, events }: Facts): Answer {
  const last = events.at(-1)
  const used = last && tracks.at(last, 'config.used')
  const why = used && stale.get(used.state)
  if (used && why !== undefined) return { helps: 'yes', why, on: [used.from] }
  const process = last && tracks.at(last, 'gateway.process')
  if (process?.state === 'stuck')
    return { helps: 'yes', why: 'The process is up and does no work.', on: [process.from] }
  return { helps: 'unknown', why: 'Nothing in this log shows that what runs differs from what is on disk.' }
}

function rollbackFromTracks({ configChanges }: Facts): Answer {
  const change: Event | undefined = configChanges.at(-1)
  if (!change) return { helps: 'no', why: 'No change of the configuration came before it in this log.' }
  return {
    helps: 'unknown',
    why: 'The configuration was changed before it; nothing shows that the change brought it about.',
    on: [change],
  }
}
