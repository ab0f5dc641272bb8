import type { Clause, Facts } from '../../src/model/cause.ts'
import { connected } from '../connected.ts'

/** A client that got in between the refusals shows that the gateway takes the credential it holds. */
export function othersConnected(facts: Facts): Clause | undefined {
  const on = facts.select(connected, { before: '10m', after: '2m' })
  return facts.clause(on, (events) => {
    const names = [...new Set(events.flatMap(({ attributes }) => attributes['client'] ?? []))].join(', ')
    return `Meanwhile ${names === '' ? 'another client' : names} connected, so the gateway takes the right credential.`
  })
}
