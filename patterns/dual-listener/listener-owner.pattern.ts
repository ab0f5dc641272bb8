import { definePattern } from '../../src/model/pattern.ts'
import { listenerPortBusy } from './listener-port-busy.pattern.ts'

// The first that matches the command, most exact first.
const programs: readonly (readonly [string, RegExp])[] = [
  ['clawdbot', /clawdbot|moltbot/],
  ['openclaw', /openclaw/],
  ['node', /(?:^|[\s/\\])node(?:\.exe)?(?:\s|$)/],
  ['ssh', /^sshd?\b/],
]

export const listenerOwner = definePattern({
  id: 'listener.owner',
  class: 'dual-listener',
  role: 'context',
  sets: [{ track: 'port', state: { attribute: 'program' }, key: ['port'], details: ['pid', 'user', 'command'] }],
  title: 'The port belongs to pid {pid}: {command}',
  description: 'One line per process that listens.',
  keywords: [],
  follows: listenerPortBusy,
  match: /^-? ?pid (?<pid>\d+|\?)(?: (?<user>[^\s:]+))?: (?<command>.*?)(?: \((?<address>[^()]+)\))?$/,
  fields: ({ pid, user, command = '', address }) => ({
    pid,
    user,
    command: command.slice(0, 160),
    address,
    program: programs.find(([, expression]) => expression.test(command))?.[0] ?? 'foreign',
  }),
  examples: {
    hits: [
      {
        after: 'Port 18789 is already in use.',
        line: '- pid 1906 ann: /opt/Editor/Helper (Plugin) --type=utility (127.0.0.1:18789)',
        fields: { pid: '1906', user: 'ann', program: 'foreign', address: '127.0.0.1:18789' },
      },
      {
        after: 'Port 18789 is already in use.',
        line: '- pid 640011 ann: openclaw-gateway (127.0.0.1:18789)',
        fields: { program: 'openclaw' },
      },
    ],
    misses: ['- pid files are kept'],
  },
})
