import type { Family } from '../../src/model/family.ts'
import { pluginFailed } from './plugin-failed.pattern.ts'
import { channelHandlerFailed } from './channel-handler-failed.pattern.ts'
import { pluginFailedCause } from './plugin-failed.cause.ts'

export default { patterns: [pluginFailed, channelHandlerFailed], causes: [pluginFailedCause] } satisfies Family
