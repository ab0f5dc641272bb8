import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const listenerLockHeld = definePattern({
  id: 'listener.lock-held',
  class: 'dual-listener',
  role: 'cause',
  sets: [{ track: 'port', state: 'lock-held', details: ['pid'] }],
  title: 'Another gateway holds the lock (pid {pid})',
  description:
    'There are three locks: state directory, configuration and port. They moved in 2026.9, so an old and a new ' +
    'binary do not exclude each other during an upgrade.',
  keywords: [
    'lock timeout after',
    'state writer is active',
    'state directory is locked by',
    'gateway-lifecycle',
    'failed to acquire gateway state ownership',
  ],
  match: anyOf(
    /already running(?: \(pid (?<pid>[^)\s]+)\))?; lock timeout after (?<waitedMs>\d+)ms/,
    /another embedded OpenClaw state writer is active \(pid (?<pid>\d+)\)/,
    /state directory is locked by (?<holder>[\w -]+?) \(pid (?<pid>\d+)\)/,
    /another OpenClaw process owns gateway-lifecycle|gateway-lifecycle ownership held/,
    /failed to acquire gateway state ownership/,
  ),
  examples: {
    hits: [
      {
        line: 'Gateway failed to start: another embedded OpenClaw state writer is active (pid 77); stop it',
        fields: { pid: '77' },
      },
      {
        line: 'Gateway failed to start: state directory is locked by gateway (pid 78); stop it',
        fields: { holder: 'gateway', pid: '78' },
      },
      {
        line: 'Gateway failed to start: gateway already running (pid 21382); lock timeout after 5000ms',
        fields: { pid: '21382', waitedMs: '5000' },
      },
      {
        line: 'Gateway failed to start: Doctor could not enter maintenance. StateDatabaseCoordinatorContentionError: another OpenClaw process owns gateway-lifecycle Stop the Gateway service',
        fields: {},
      },
      {
        line: '[gateway] waiting for gateway-lifecycle ownership held by another OpenClaw process, up to 300 s',
        fields: {},
      },
    ],
    misses: ['[gateway] gateway-lifecycle ownership acquired after 3 s'],
  },
})
