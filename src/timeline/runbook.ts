import type { Step, Verdict } from '../model/decision.ts'
import type { CauseDocument } from '../model/document.ts'

/** A stage of the way out. The phases of a runbook stand in the order in which they are done. */
export interface Phase {
  readonly name: string
  readonly why: string
  readonly steps: readonly Step[]
  /** The cause asks for it; other phases belong to every recovery of this verdict. */
  readonly own: boolean
}

// Commands as `openclaw … --help` of 2026.9.6 shows them. `openclaw backup` came with 2026.3.8, so `cp` is used.
const freeze: Step[] = [
  {
    what: 'Pause what changes or restarts the gateway by itself: deployments, watchdogs, automatic updates, cron jobs',
  },
  {
    what: 'If it restarts in a loop, stop it, so that its logs and state stay as they are',
    command: 'openclaw gateway stop',
  },
]
const snapshot: Step[] = [
  { what: 'Keep configuration and state as they are now', command: 'cp -a ~/.openclaw ~/openclaw-before-recovery' },
  {
    what: 'Keep the logs of this stretch of time: journals and containers rotate',
    command: 'journalctl --user -u openclaw-gateway.service --since -1d --no-pager > openclaw-gateway.journal.txt',
  },
]
const validate: Step[] = [
  { what: 'The configuration fits the schema of this version', command: 'openclaw config validate' },
  {
    what: 'The workspace is a folder that this process can write',
    command: 'openclaw config get agents.defaults.workspace',
  },
  {
    what: 'Model routing: every provider answers with its present credentials',
    command: 'openclaw models status --probe',
  },
]
const doctor: Step[] = [{ what: 'The doctor finds nothing more', command: 'openclaw doctor' }]
const restart: Step[] = [
  {
    what: 'First what stands in front and below: proxy, container engine, volumes, then the gateway alone',
    command: 'openclaw gateway restart',
  },
  { what: 'Then the channels', command: 'openclaw channels status --probe' },
  { what: 'Then nodes, dashboards and other clients, one at a time', command: 'openclaw nodes status' },
]
const accept: Step[] = [
  { what: 'One read: the gateway answers a call, not only a ping', command: 'openclaw gateway status --deep' },
  { what: 'One write: send a message through the path that failed, and see the answer arrive' },
  { what: 'No new incident in the ten minutes after', command: 'oclog follow --for 10m --until-incident' },
]

type Stage = 'freeze' | 'snapshot' | 'validate' | 'doctor' | 'restart'

const everything: readonly Stage[] = ['freeze', 'snapshot', 'validate', 'doctor', 'restart']

// Nothing is frozen where nothing is changed, and a grant needs no restart.
const stages: Readonly<Record<Verdict, readonly Stage[]>> = {
  'restart-and-validate': everything,
  'config-rollback': everything,
  'align-credentials': ['snapshot', 'doctor', 'restart'],
  'approve-access': [],
  'stop-duplicate': everything,
  'fix-environment': everything,
  wait: [],
  'none-needed': [],
  undecidable: ['snapshot', 'doctor'],
}

/** The way out of an incident: the checks and the fix of its cause, between the stages that every recovery has. */
export function runbookOf({ verdict, checks, fix }: CauseDocument): Phase[] {
  const wanted = new Set<Stage>(Object.hasOwn(stages, verdict) ? stages[verdict] : [])
  const commands = new Set([...checks, ...fix].map(({ command }) => command))
  const stage = (name: Stage, title: string, why: string, steps: readonly Step[]): Phase[] => {
    const left = steps.filter(({ command }) => command === undefined || !commands.has(command))
    return wanted.has(name) ? phase(title, why, left) : []
  }
  return [
    ...stage('freeze', 'Freeze', 'Nothing else may change while you look', freeze),
    ...stage('snapshot', 'Snapshot', 'What you can go back to, and show', snapshot),
    ...phase('Check', 'Make sure that it is this cause', checks, true),
    ...phase('Fix', 'What this cause asks for', fix, true),
    ...stage('validate', 'Validate', 'Before anything starts again', validate),
    ...stage('doctor', 'Doctor', 'A second opinion', doctor),
    ...stage('restart', 'Restart in order', 'From the bottom up, each when the one before it is well', restart),
    ...phase('Accept', 'It is over when these hold', accept),
  ]
}

function phase(name: string, why: string, steps: readonly Step[], own = false): Phase[] {
  return steps.length === 0 ? [] : [{ name, why, steps, own }]
}
