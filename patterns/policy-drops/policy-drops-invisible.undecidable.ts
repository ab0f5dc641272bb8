import type { UndecidableRule } from '../../src/model/family.ts'
import { channelStarting } from '../channel-restart/channel-starting.pattern.ts'
import { policyBlocked } from './policy-blocked.pattern.ts'
import { policyDropped } from './policy-dropped.pattern.ts'

export const policyDropsInvisible = {
  id: 'policy-drops-invisible',
  what:
    'Whether a channel policy drops messages: such drops are logged at debug level only, so this log would look ' +
    'the same with and without them.',
  enable:
    'Set logging.level to "debug" (or OPENCLAW_LOG_LEVEL=debug), send a message again, and run oclog on that log.',
  when: [channelStarting],
  unless: [policyBlocked, policyDropped],
  decidedBy: ['policy-drop'],
} satisfies UndecidableRule
