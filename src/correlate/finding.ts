import type { Facts } from '../model/cause.ts'
import type { Decision } from '../model/decision.ts'
import type { Event } from '../model/event.ts'
import type { Finding } from '../model/incident.ts'
import { decide } from './decide.ts'
import type { Episode } from './episode.ts'
import { factsOf } from './facts.ts'
import type { Hypothesis } from './hypothesis.ts'
import type { Operations } from '../model/platform.ts'
import { soundPlan, type PlanContext } from './plan.ts'
import type { Situation } from './situation.ts'

/**
 * What a hypothesis says of its incident: the sentences that the log bears out, the decision, and steps that do no
 * harm.
 */
export function findingOf(
  hypothesis: Hypothesis,
  episode: Episode,
  situation: Situation,
  { over, operations }: { readonly over: boolean; readonly operations: Operations },
): Finding {
  const { cause, strength, supports, against } = hypothesis
  const facts = factsOf(hypothesis, episode, situation, over)
  const clauses = cause.explain(facts).flatMap((clause) => clause ?? [])
  const decision = decide(cause.decide(facts), facts)
  const context = planContextOf(hypothesis, facts, operations, decision)
  const [recommended] = decision.do ? soundPlan([decision.do], context) : []
  const [confirm] = decision.confirm ? soundPlan([decision.confirm], context) : []
  return {
    cause,
    confidence: strength / 100,
    clauses,
    explanation: clauses.map(({ text }) => text).join(' '),
    decision: { ...decision, do: recommended, confirm: confirm && { ...confirm, ...expectOf(decision) } },
    supports,
    against,
    checks: soundPlan(cause.checks(facts), context),
    fix: soundPlan(cause.fix(facts), context),
  }
}

function expectOf({ confirm }: Decision): { expect?: string } {
  return confirm?.expect === undefined ? {} : { expect: confirm.expect }
}

function planContextOf(
  hypothesis: Hypothesis,
  facts: Facts,
  operations: Operations,
  { rollback }: Decision,
): PlanContext {
  const last = facts.events.at(-1)!
  const holders = [...hypothesis.triggers, ...hypothesis.claimed, ...hypothesis.evidence]
  return {
    operations,
    platform: facts.platform,
    serving: facts.tracks.at(last, 'gateway.process')?.state === 'serving',
    configChanged: facts.configChanges.length > 0 || rollback.helps === 'yes',
    valueOf: (name) => onlyValue(holders, name),
  }
}

/** The value of an attribute, where the events agree on one: of two pids neither is put into a command. */
function onlyValue(events: readonly Event[], name: string): string | undefined {
  const values = new Set<string>()
  for (const { attributes, resource } of events) {
    const value = attributes[name] ?? resource[name]
    if (value !== undefined) values.add(String(value))
    if (values.size > 1) return undefined
  }
  return values.values().next().value
}
