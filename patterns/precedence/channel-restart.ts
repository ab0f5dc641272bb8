import type { Precedence } from '../../src/model/precedence.ts'
import { channelCredentials } from '../channel-restart/channel-credentials.cause.ts'
import { channelIntents } from '../channel-restart/channel-intents.cause.ts'
import { channelRestarts } from '../channel-restart/channel-restarts.cause.ts'
import { pollerConflict } from '../channel-restart/poller-conflict.cause.ts'
import { channelSocketFlaps } from '../channel-restart/channel-socket-flaps.cause.ts'
import { startedTwice } from '../channel-restart/started-twice.cause.ts'
import { wedgedChannel } from '../channel-restart/wedged-channel.cause.ts'
import { crashLoop } from '../crash-loop/crash-loop.cause.ts'
import { secondGateway } from '../dual-listener/second-gateway.cause.ts'
import { tokenDrift } from '../token-mismatch/token-drift.cause.ts'

export default [
  {
    winner: channelIntents,
    relation: 'explains',
    losers: [channelSocketFlaps],
    why: 'Discord closes the socket of a bot that it refuses',
  },
  {
    winner: channelRestarts,
    relation: 'absorbs',
    losers: [channelSocketFlaps],
    why: 'both tell of the same connection',
  },
  {
    winner: pollerConflict,
    relation: 'explains',
    losers: [channelRestarts, startedTwice],
    why: 'two pollers with one token keep ending each other',
  },
  {
    winner: wedgedChannel,
    relation: 'explains',
    losers: [channelRestarts],
    why: 'restarts without effect are the sign of the wedged account',
  },
  {
    winner: channelIntents,
    relation: 'explains',
    losers: [channelRestarts, channelCredentials],
    why: 'Discord closes with 4014 at each start, and the channel is restarted',
  },
  {
    winner: channelCredentials,
    relation: 'explains',
    losers: [channelRestarts],
    why: 'a channel whose credentials are refused exits and is restarted',
  },
  {
    winner: pollerConflict,
    relation: 'rival',
    losers: [{ cause: secondGateway, telltale: 'second gateway on this host: look at other hosts' }],
    why: 'the second poller is often a second gateway',
  },
  {
    winner: channelRestarts,
    relation: 'rival',
    losers: [
      { cause: crashLoop, telltale: 'start of the gateway between the restarts: only the channel was restarted' },
      { cause: pollerConflict, telltale: '409 conflict' },
    ],
    why: 'a gateway that restarts, or a second poller, restarts channels, too',
  },
  {
    winner: channelCredentials,
    relation: 'rival',
    losers: [{ cause: tokenDrift, telltale: 'refused gateway client: the token of the gateway is not meant' }],
    why: 'both speak of a refused token, of different owners',
  },
] satisfies readonly Precedence[]
