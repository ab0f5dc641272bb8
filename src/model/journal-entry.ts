import type { Parsed } from './parser.ts'
import { severityOfPriority, type AttributeValue } from './record.ts'
import { epochStamp } from '../base/time.ts'

/** Reads the fields of a journal entry, whatever the output format they were written in. */
export function readEntry(field: (name: string) => string | undefined): Omit<Parsed, 'rest' | 'body'> {
  const priority = Number(field('PRIORITY') ?? NaN)
  const inContainer = field('CONTAINER_NAME') !== undefined
  const attributes: Record<string, AttributeValue | undefined> = {
    'host.name': field('_HOSTNAME'),
    'service.name': field('SYSLOG_IDENTIFIER') ?? field('_COMM'),
    'process.pid': pidOf(field('_PID') ?? field('SYSLOG_PID')),
    'systemd.unit': field('UNIT') ?? field('COREDUMP_UNIT') ?? field('_SYSTEMD_UNIT'),
    'systemd.user_unit': field('USER_UNIT') ?? field('COREDUMP_USER_UNIT') ?? field('_SYSTEMD_USER_UNIT'),
    'container.name': field('CONTAINER_NAME'),
    // Docker's journald driver writes stderr with priority 3 and stdout with 6: streams, not levels.
    'log.iostream': inContainer ? { 3: 'stderr', 6: 'stdout' }[priority] : undefined,
  }
  // systemd writes every line of a service's output with priority 6, whatever it says, unless the line begins with <N>.
  const says = !inContainer && !(field('_TRANSPORT') === 'stdout' && priority === 6)
  return {
    stamp: epochStamp(field('_SOURCE_REALTIME_TIMESTAMP') ?? '') ?? epochStamp(field('__REALTIME_TIMESTAMP') ?? ''),
    severity: says ? severityOfPriority(priority) : undefined,
    attributes,
  }
}

export function pidOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined
}
