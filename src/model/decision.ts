import type { Event } from './event.ts'

export const verdicts = [
  'restart-and-validate',
  'config-rollback',
  'align-credentials',
  'approve-access',
  'stop-duplicate',
  'fix-environment',
  'wait',
  'none-needed',
  'undecidable',
] as const
export type Verdict = (typeof verdicts)[number]

/**
 * What a command changes, so that a plan can be checked: no step undoes an earlier one, and nothing that serves is
 * stopped.
 */
export const effects = [
  /** Writes openclaw.json, and by that replaces its backup (`.bak`) with what stood there before. */
  'writes-config',
  /** Puts an earlier openclaw.json in place. */
  'restores-config',
  'restarts-gateway',
  'starts-gateway',
  'stops-gateway',
  /** Stops the one process, unit or container that it names. */
  'stops-named',
  'writes-service',
  'writes-devices',
  'updates',
] as const
export type Effect = (typeof effects)[number]

/** Something that a person can do. */
export interface Step {
  /** A sentence that begins with a verb. */
  readonly what: string
  /**
   * A real command as on Linux under a systemd user unit, where OpenClaw is at home; it is translated for the platform
   * that the log shows. `<name>` is filled with the attribute of that name, and stands where the log does not hold it.
   */
  readonly command?: string
  /** When to do it, where it is not always right: "if the origin is yours". */
  readonly when?: string
  /** In place of the step before, not after it. */
  readonly instead?: boolean
}

/** Whether something helps, why, and the events that show it. `yes` without an event is taken for `unknown`. */
export interface Answer {
  readonly helps: 'yes' | 'no' | 'unknown'
  readonly why: string
  readonly on?: readonly Event[]
}

/** A read-only command, and what it prints if the diagnosis stands. */
export interface Confirmation {
  readonly what: string
  readonly command?: string
  readonly expect?: string
}

/** What a cause makes of the facts; what it leaves out, the engine answers from the tracks. */
export interface Ruling {
  readonly verdict: Verdict
  readonly do?: Step
  readonly restart?: Answer
  readonly rollback?: Answer
  readonly confirm?: Confirmation
  /**
   * The verdict where the facts do not bear this one out. Default: `fix-environment` for a rollback, `undecidable` for
   * a restart.
   */
  readonly otherwise?: Verdict
  /** It comes back unless something is changed, so that "over" is no reason to do nothing. */
  readonly stands?: boolean
}

/** What to do about an incident: the answer to "restart, or roll back the configuration, or neither?" */
export interface Decision {
  readonly verdict: Verdict
  readonly do: Step | undefined
  readonly restart: Answer
  readonly rollback: Answer
  readonly confirm: Confirmation | undefined
}
