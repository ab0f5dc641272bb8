import type { Family } from '../../src/model/family.ts'
import { channelStarting } from './channel-starting.pattern.ts'
import { channelSent } from './channel-sent.pattern.ts'
import { channelExited } from './channel-exited.pattern.ts'
import { channelHealthRestart } from './channel-health-restart.pattern.ts'
import { channelPollerConflict } from './channel-poller-conflict.pattern.ts'
import { channelTransport } from './channel-transport.pattern.ts'
import { channelLoggedOut } from './channel-logged-out.pattern.ts'
import { channelRestartNoop } from './channel-restart-noop.derivation.ts'
import { channelStartedTwice } from './channel-started-twice.derivation.ts'
import { pollerConflict } from './poller-conflict.cause.ts'
import { wedgedChannel } from './wedged-channel.cause.ts'
import { channelIntents } from './channel-intents.cause.ts'
import { channelRestarts } from './channel-restarts.cause.ts'
import { startedTwice } from './started-twice.cause.ts'
import { channelCredentials } from './channel-credentials.cause.ts'
import { channelSocketFlaps } from './channel-socket-flaps.cause.ts'

export default {
  patterns: [
    channelStarting,
    channelSent,
    channelExited,
    channelHealthRestart,
    channelPollerConflict,
    channelTransport,
    channelLoggedOut,
  ],
  derivations: [channelRestartNoop, channelStartedTwice],
  causes: [
    channelSocketFlaps,
    pollerConflict,
    wedgedChannel,
    channelIntents,
    channelRestarts,
    startedTwice,
    channelCredentials,
  ],
} satisfies Family
