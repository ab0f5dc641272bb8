import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const toolsRefused = definePattern({
  id: 'tools.refused',
  class: 'run-stalled',
  role: 'cause',
  title: 'A tool call was refused: {why}',
  description:
    'The tool layer or a hook blocks the calls of an agent: exec approvals (`exec denied: …`), or a hook relay that ' +
    'this process of the gateway does not know. Chat goes on, and nothing is done.',
  keywords: [
    'failed: exec denied: host=',
    'hook relay unavailable',
    'Native hook relay',
    'native hook relay not found',
  ],
  subsystems: ['tools', 'ws', 'agent', 'embedded'],
  match: anyOf(
    /(?:^|\[tools\] )(?<tool>[\w.-]+) failed: (?<why>exec denied): host=(?<host>\w+) security=(?<security>[\w-]+)/,
    /(?:^|\[tools\] )(?<tool>[\w.-]+) failed: [^\n]*?(?<why>[Nn]ative hook relay unavailable)/,
    /errorMessage=(?<why>native hook relay not found)/,
  ),
  examples: {
    hits: [
      {
        line: '[tools] exec failed: exec denied: host=gateway security=deny raw_params={"command":"date"}',
        fields: { tool: 'exec', why: 'exec denied', host: 'gateway', security: 'deny' },
      },
      {
        line: '[tools] exec failed: Command blocked by PreToolUse hook: Native hook relay unavailable',
        fields: { tool: 'exec', why: 'Native hook relay unavailable' },
      },
      {
        line: '[ws] ⇄ res ✗ nativeHook.invoke 0ms errorCode=INVALID_REQUEST errorMessage=native hook relay not found conn=1',
        fields: { why: 'native hook relay not found' },
      },
    ],
    misses: ['[tools] exec failed: Command exited with code 1', '[telegram] exec failed: exec denied: host=gateway'],
  },
})
