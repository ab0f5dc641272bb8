import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Watches how much memory a process takes, in MB. Linux only: 0 elsewhere. */
export function watchMemory(): { readonly started: (child: ChildProcess) => void; peak(): number } {
  let peak = 0
  return {
    started(child) {
      const timer = setInterval(() => {
        try {
          const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
          peak = Math.max(peak, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1000)
        } catch {
          // Over, or no such place on this system.
        }
      }, 20)
      child.on('close', () => clearInterval(timer))
    },
    peak: () => peak,
  }
}
