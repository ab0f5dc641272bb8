import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const crashOutOfMemory = definePattern({
  id: 'crash.out-of-memory',
  class: 'crash-loop',
  role: 'cause',
  sets: [{ track: 'gateway.process', state: 'dead' }],
  title: 'Out of memory: {what}',
  description:
    'OpenClaw never logs this itself: V8 prints it when it dies, or the kernel or systemd reports it. There is ' +
    'no other trace.',
  keywords: [
    'heap out of memory',
    'Out of memory: Killed process',
    "'oom-kill'",
    'by the OOM killer',
    'OOMKilled',
    'Memory cgroup out of memory',
  ],
  match: anyOf(
    /(?<what>JavaScript heap out of memory|A process of this unit has been killed by the OOM killer)/,
    /(?<what>(?:Out of memory|Memory cgroup out of memory): Killed process (?<pid>\d+) \((?<program>[^)]*)\))/,
    /(?<what>Failed with result 'oom-kill'|"?OOMKilled"?: ?true|OOM-killed|oom_killed=true)/,
  ),
  fields: ({ what, pid, program }) => {
    // The kernel also kills processes of other programs.
    if (program !== undefined && !/^(?:node|openclaw|clawd|MainThread)/.test(program)) return undefined
    return { what: what?.startsWith('JavaScript') ? 'V8 heap limit' : 'killed by the kernel', pid, program }
  },
  examples: {
    hits: [
      {
        line: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
        fields: { what: 'V8 heap limit' },
      },
      {
        line: 'Nov 22 10:00:01 host kernel: Out of memory: Killed process 4711 (openclaw-gatewa) total-vm:9000kB, anon-rss:8000kB',
        fields: { what: 'killed by the kernel', pid: '4711', program: 'openclaw-gatewa' },
      },
      {
        line: "Nov 22 10:00:01 host systemd[1]: openclaw-gateway.service: Failed with result 'oom-kill'.",
        fields: { what: 'killed by the kernel' },
      },
    ],
    misses: ['Nov 22 10:00:01 host kernel: Out of memory: Killed process 88 (chromium) total-vm:1kB'],
  },
})
