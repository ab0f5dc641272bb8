import { randomBytes } from 'node:crypto'
import { execa, ExecaError } from 'execa'
import type { Change } from '../correlate/tracker.ts'
import { changeDocument } from '../timeline/json.ts'
import { printable } from '../base/text.ts'
import { createRedactor } from '../redact/redactor.ts'
import { Refusal, type Target } from './notifier.ts'

// Its marks are compared with nothing, so any key will do.
const redactor = createRedactor(randomBytes(32))

/** `--exec`: a shell command that gets the change as JSON on standard input, and the essentials in its environment. */
export function commandTarget(command: string): Target {
  return {
    // Not the command: it may hold a token, and this is printed and logged.
    title: `--exec ${programOf(command)}`,
    async send(change, signal) {
      try {
        await execa(command, {
          shell: true,
          input: `${JSON.stringify(changeDocument(change))}\n`,
          env: environmentOf(change),
          stdout: 'ignore',
          stderr: ['pipe'],
          maxBuffer: 65_536,
          cancelSignal: signal,
          forceKillAfterDelay: 2000,
        })
      } catch (error) {
        if (!(error instanceof ExecaError) || error.isCanceled) throw error
        // A command that succeeds may close standard input before it has read all of it.
        if (error.exitCode === 0) return
        const lastLine = String(error.stderr).trim().split('\n').at(-1)
        const reason =
          error.exitCode === undefined
            ? `ended by ${error.signal ?? error.code ?? 'an error'}`
            : `exit code ${error.exitCode}`
        throw new Refusal(lastLine ? `${reason} (${shown(lastLine)})` : reason)
      }
    },
  }
}

/** The first word of a command that names no value: enough to know it by. */
function programOf(command: string): string {
  const [name = ''] = command.trim().split(/\s/)
  return /^[\w./-]{1,60}$/.test(name) ? name : '(command)'
}

/** A command's own words about its failure. They may quote its arguments. */
function shown(line: string): string {
  return redactor.text(printable(line)).slice(0, 200)
}

function environmentOf({ kind, incident }: Change): Record<string, string> {
  const { cause } = incident.finding
  const fields = {
    OCLOG_CHANGE: kind,
    OCLOG_INCIDENT_ID: incident.id,
    OCLOG_GATEWAY: incident.gateway,
    OCLOG_SEVERITY: incident.severity,
    OCLOG_STATE: incident.state,
    OCLOG_CLASS: cause.class,
    OCLOG_CAUSE: cause.id,
    OCLOG_TITLE: cause.title,
    OCLOG_VERDICT: incident.finding.decision.verdict,
  }
  // Names come out of logs: no variable can hold a NUL, and no script expects a command to the terminal in one.
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, printable(value)]))
}
