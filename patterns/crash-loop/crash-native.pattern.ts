import { definePattern } from '../../src/model/pattern.ts'
import { foreignContainer, foreignUnit } from './foreign-processes.ts'

export const crashNative = definePattern({
  id: 'crash.native',
  class: 'crash-loop',
  role: 'cause',
  sets: [{ track: 'gateway.process', state: 'dead' }],
  title: 'The process was killed by {signal}',
  description: 'A fault in native code or in Node.js itself. The process leaves no line of its own.',
  keywords: [
    "'SIGSEGV'",
    "'SIGABRT'",
    'Segmentation fault',
    'core dumped',
    'exit code 139',
    'exit code 134',
    'with code 139',
    'with code 134',
    'status=11/SEGV',
    'status=6/ABRT',
  ],
  match: /(?<signal>'SIGSEGV'|'SIGABRT'|Segmentation fault|status=(?:11\/SEGV|6\/ABRT)|(?:exit|with) code (?:139|134))/,
  fields: ({ signal }, { body, attributes }) => {
    if (foreignContainer(/^([\w.-]+) exited/.exec(body)?.[1]) || foreignUnit(/([\w@.-]+\.service)/.exec(body)?.[1]))
      return undefined
    const unit = attributes['systemd.unit']
    return typeof unit === 'string' && foreignUnit(unit)
      ? undefined
      : { signal: /139|SEGV|Segm/.test(signal ?? '') ? 'SIGSEGV' : 'SIGABRT' }
  },
  examples: {
    hits: [
      {
        line: "Main child exited with signal (with signal 'SIGSEGV', core dumped? false)",
        fields: { signal: 'SIGSEGV' },
      },
      { line: 'openclaw-gateway-1 exited with code 139', fields: { signal: 'SIGSEGV' } },
    ],
    misses: ['nginx-1 exited with code 139'],
  },
})
