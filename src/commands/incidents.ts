import { existsSync } from 'node:fs'
import { UserError } from '../base/errors.ts'
import { forgetBefore, forgetIncidents } from '../store/forget.ts'
import { openStored } from '../store/open.ts'
import { incidentId } from '../store/queries.ts'
import { count } from '../base/text.ts'
import { parseDuration } from '../base/time.ts'
import { incidentsList } from '../views/incidents.ts'
import { Exporter } from './exported.ts'
import { columnsOf, defaultDatabase, instantOf } from './flags.ts'
import { storedIncidents } from './stored.ts'

export interface IncidentsFlags {
  readonly state?: string
  readonly class?: string
  readonly since?: string
  readonly until?: string
  readonly format: string
  readonly db?: string
}

/** `oclog incidents list`: the incidents in the store, the latest first. */
export function incidentsListCommand(flags: IncidentsFlags): void {
  using db = closing(openStored(flags.db ?? defaultDatabase()))
  const now = BigInt(Date.now()) * 1_000_000n
  const stored = storedIncidents(db.db, {
    state: flags.state,
    class: flags.class,
    since: flags.since === undefined ? undefined : instantOf('--since', flags.since, now),
    until: flags.until === undefined ? undefined : instantOf('--until', flags.until, now),
  })
  const incidents = new Exporter({}).document(stored)
  if (flags.format === 'json') process.stdout.write(`${JSON.stringify(incidents, undefined, 2)}\n`)
  else if (incidents.length === 0) process.stdout.write('No incident stored that fits.\n')
  else process.stdout.write(incidentsList(incidents, columnsOf(process.stdout)))
}

/** `oclog incidents forget`: those that are named, or all that ended long ago. */
export function incidentsForgetCommand(
  prefixes: readonly string[],
  flags: { readonly olderThan?: string; readonly db?: string },
): void {
  if (prefixes.length === 0 && flags.olderThan === undefined)
    throw new UserError('which? Name incidents by id, or write --older-than 90d')
  using db = closing(openStored(flags.db ?? defaultDatabase(), {}))
  const ids = prefixes.map((prefix) => incidentId(db.db, prefix))
  const done = [
    ...(ids.length > 0 ? [forgetIncidents(db.db, ids)] : []),
    ...(flags.olderThan === undefined ? [] : [forgetBefore(db.db, before('--older-than', flags.olderThan))]),
  ]
  const incidents = done.reduce((sum, each) => sum + each.incidents, 0)
  const events = done.reduce((sum, each) => sum + each.events, 0)
  process.stdout.write(`Forgot ${count(incidents, 'incident')} and ${count(events, 'event')}.\n`)
}

/** Forgets what ended longer ago than a duration. Does nothing where there is no store yet. */
export function forgetOlderThan(option: string, duration: string, path: string): void {
  const at = before(option, duration)
  if (!existsSync(path)) return
  using db = closing(openStored(path, {}))
  forgetBefore(db.db, at)
}

function before(option: string, text: string): bigint {
  const duration = parseDuration(text)
  if (duration === undefined) throw new UserError(`${option} ${text} is no duration; write 90d, 12h or 8w`)
  const at = BigInt(Date.now()) * 1_000_000n - duration
  return at > 0n ? at : 0n
}

function closing<Db extends { close(): unknown }>(db: Db): Disposable & { readonly db: Db } {
  return { db, [Symbol.dispose]: () => void db.close() }
}
