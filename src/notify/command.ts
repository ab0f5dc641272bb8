import { execa, ExecaError } from 'execa'
import type { Change } from '../correlate/tracker.ts'
import { changeDocument } from '../timeline/json.ts'
import { Refusal, type Target } from './notifier.ts'

/** `--exec`: a shell command that gets the change as JSON on standard input, and the essentials in its environment. */
export function commandTarget(command: string): Target {
  return {
    title: `--exec ${command}`,
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
        const reason = error.exitCode === undefined ? error.shortMessage : `exit code ${error.exitCode}`
        throw new Refusal(lastLine ? `${reason} (${lastLine})` : reason)
      }
    },
  }
}

function environmentOf({ kind, incident }: Change): Record<string, string> {
  const { cause } = incident.finding
  return {
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
}
