import type { Facts } from '../src/model/cause.ts'
import type { Step } from '../src/model/decision.ts'
import type { Event } from '../src/model/event.ts'
import { supervisorExit } from './crash-loop/supervisor-exit.pattern.ts'
import { supervisorGaveUp } from './crash-loop/supervisor-gave-up.pattern.ts'
import { supervisorRestart } from './crash-loop/supervisor-restart.pattern.ts'
import { listenerLockHeld } from './dual-listener/listener-lock-held.pattern.ts'
import { listenerOwner } from './dual-listener/listener-owner.pattern.ts'

/** Who holds the port or the lock, as the lines name it. */
export interface Holder {
  readonly pid: string | undefined
  /** `pid 1906 (Code Helper, user ann)`; `undefined` where no line names it. */
  readonly name: string | undefined
  /** The lines that name it. */
  readonly on: readonly Event[]
}

const near = { before: '5m', after: '5m' } as const

export function holderOf(facts: Facts): Holder {
  const named = (event: Event): boolean => /^\d+$/.test(String(event.attributes['pid'] ?? ''))
  const owner = facts.select([listenerOwner], near).findLast(named)
  const event = owner ?? facts.select([listenerLockHeld], near).findLast(named)
  if (!event) return { pid: undefined, name: undefined, on: [] }
  const { pid, command, user } = event.attributes
  const program = command === undefined ? undefined : String(command).split(' --')[0]
  const details = [program, user === undefined ? undefined : `user ${String(user)}`].filter(
    (part) => part !== undefined,
  )
  return {
    pid: String(pid),
    name: `pid ${String(pid)}${details.length > 0 ? ` (${details.join(', ')})` : ''}`,
    on: [event],
  }
}

/** How many starts lost: one start writes a line of the gateway's and one of Node's. */
export function lostStarts(facts: Facts): number {
  const lines = new Map<string, number>()
  for (const { pattern } of facts.events) lines.set(pattern, (lines.get(pattern) ?? 0) + 1)
  return lines.size > 1 ? Math.min(facts.count, Math.max(...lines.values())) : facts.count
}

/** Reads what the holder is and who started it; it changes nothing. */
export function lookAtHolder(facts: Facts): Step {
  const { pid } = holderOf(facts)
  return {
    what: 'See which process holds the port and which parent started it',
    command: pid === undefined ? "ss -ltnp 'sport = :18789'" : `ps -o pid,ppid,user,lstart,command -p ${pid}`,
  }
}

/** What the supervisor says of starts that end: its last line, and the unit that it names. */
export function supervisedStarts(facts: Facts): { readonly unit: string | undefined; readonly on: readonly Event[] } {
  const on = facts.select([supervisorExit, supervisorRestart, supervisorGaveUp], { before: '1m', after: '2m' })
  const units = [...new Set(on.map(({ attributes }) => String(attributes['unit'] ?? '')))].filter((unit) =>
    /^[\w@.-]+$/.test(unit),
  )
  return { unit: units.length === 1 ? units[0] : undefined, on: on.slice(-1) }
}

/** Ends what starts the second gateway, and leaves the one that serves alone. */
export function stopTheSecond(facts: Facts): Step {
  const { unit } = supervisedStarts(facts)
  const { pid } = holderOf(facts)
  const serves = pid === undefined ? 'the one that holds the port' : `pid ${pid}`
  if (unit === undefined)
    return {
      what:
        'Find what starts the second gateway (unit, task, autostart entry, shell) and remove it; leave ' +
        `${serves} running`,
      command: 'openclaw gateway status --deep',
    }
  return {
    what: `Disable ${unit}, whose start finds the port taken`,
    command: `systemctl --user disable --now ${unit}`,
    when: `if ${serves} is the gateway that should serve`,
  }
}

/** The other way round: the holder is a leftover. By default in place of the step before it. */
export function endTheHolder(facts: Facts, order: Pick<Step, 'instead'> = { instead: true }): readonly Step[] {
  const { pid } = holderOf(facts)
  if (pid === undefined) return []
  return [
    {
      what: `End pid ${pid}, so that the supervised gateway gets the port`,
      command: `kill ${pid}`,
      when: 'if it is a leftover that no service manages',
      ...order,
    },
  ]
}
