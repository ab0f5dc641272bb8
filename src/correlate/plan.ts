import type { Effect, Step } from '../model/decision.ts'
import type { Operations, Platform } from '../model/platform.ts'

/** What a plan is made for and checked against. */
export interface PlanContext {
  readonly platform: Platform
  readonly operations: Operations
  /** The gateway serves: stopping it breaks what works. */
  readonly serving: boolean
  /** The configuration was changed before, or the start names it as what it refuses. */
  readonly configChanged: boolean
  /** The value that the incident holds for a placeholder's name. */
  readonly valueOf: (name: string) => string | undefined
}

/**
 * The steps that may be shown, filled with what the incident holds and in the words of the platform. A step that an
 * earlier one makes harmful is left out; a command that does not exist on the platform leaves its sentence.
 */
export function soundPlan(steps: readonly Step[], context: PlanContext): Step[] {
  const plan: Step[] = []
  const done: Effect[] = []
  for (const step of steps) {
    const effects = context.operations.effectsOf(step.command ?? '')
    if (objectionTo(effects, step.instead ? [] : done, context) !== undefined) continue
    plan.push(inWordsOf(step, context))
    done.push(...effects)
  }
  return plan
}

/** Why a step with these effects must not come after steps with those; `undefined`: it may. */
export function objectionTo(
  effects: readonly Effect[],
  done: readonly Effect[],
  { serving, configChanged }: Pick<PlanContext, 'serving' | 'configChanged'>,
): string | undefined {
  const restores = effects.includes('restores-config')
  const writes = effects.includes('writes-config')
  if (restores && (writes ? effects.indexOf('writes-config') < effects.indexOf('restores-config') : false))
    return 'it writes the configuration and then restores what that has replaced'
  if (restores && done.includes('writes-config')) return 'an earlier step has replaced the backup that it restores'
  if (writes && done.includes('restores-config'))
    return 'it writes over the configuration that an earlier step restored'
  if (restores && !configChanged) return 'the configuration was not changed before'
  if (effects.includes('stops-gateway') && serving) return 'the gateway serves'
  return undefined
}

function inWordsOf(step: Step, { operations, platform, valueOf }: PlanContext): Step {
  const { command, what, ...rest } = step
  const filled = { ...rest, what: fill(what, valueOf, (value) => value) }
  if (command === undefined) return filled
  const translated = operations.translate(fill(command, valueOf, shellWord), platform)
  return translated === undefined ? filled : { ...filled, command: translated }
}

/** Puts values in the place of `<name>`; one that cannot stand in a command as it is leaves the placeholder. */
function fill(text: string, valueOf: PlanContext['valueOf'], written: (value: string) => string | undefined): string {
  return text.replace(/<([A-Za-z][\w.-]*)>/g, (placeholder, name: string) => {
    const value = valueOf(name)
    return (value !== undefined && written(value)) || placeholder
  })
}

// What a log holds is hostile: only words that no shell reads as anything else are put into a command.
function shellWord(value: string): string | undefined {
  return /^[A-Za-z0-9@%_+=:,./-]{1,200}$/.test(value) && !value.startsWith('-') ? value : undefined
}
