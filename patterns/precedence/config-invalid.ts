import type { Precedence } from '../../src/model/precedence.ts'
import { gatewayGone } from '../close-codes/gateway-gone.cause.ts'
import { bindFailed } from '../config-invalid/bind-failed.cause.ts'
import { configInvalidStart } from '../config-invalid/config-invalid-start.cause.ts'
import { configReloadSkippedCause } from '../config-invalid/config-reload-skipped.cause.ts'
import { secretMissing } from '../config-invalid/secret-missing.cause.ts'
import { startBlocked } from '../config-invalid/start-blocked.cause.ts'
import { breakerTripped } from '../crash-loop/breaker-tripped.cause.ts'
import { crashLoop } from '../crash-loop/crash-loop.cause.ts'
import { crash } from '../crash-loop/crash.cause.ts'
import { startFailure } from '../crash-loop/start-failure.cause.ts'
import { uncleanRestart } from '../crash-loop/unclean-restart.cause.ts'
import { secondGateway } from '../dual-listener/second-gateway.cause.ts'
import { gatewayUnreachable } from '../false-green/gateway-unreachable.cause.ts'
import { restartCameBackLate } from '../lifecycle/restart-came-back-late.cause.ts'
import { versionConfigNewerCause } from '../version-skew/version-config-newer.cause.ts'

export default [
  {
    winner: [configInvalidStart, startBlocked, bindFailed, secretMissing],
    relation: 'explains',
    losers: [
      startFailure,
      crashLoop,
      breakerTripped,
      uncleanRestart,
      crash,
      configReloadSkippedCause,
      gatewayUnreachable,
      gatewayGone,
      restartCameBackLate,
    ],
    why: 'a gateway that its configuration keeps from starting fails again and again, and clients find nobody',
  },
  {
    winner: configInvalidStart,
    relation: 'rival',
    losers: [
      { cause: secondGateway, telltale: 'port or lock that is taken' },
      { cause: versionConfigNewerCause, telltale: 'word of a newer version' },
    ],
    why: 'both keep a gateway from starting, with a configuration that may be fine',
  },
  {
    winner: configReloadSkippedCause,
    relation: 'rival',
    losers: [{ cause: configInvalidStart, telltale: 'failed start' }],
    why: 'the same mistake in the file, but here the gateway still runs',
  },
  {
    winner: bindFailed,
    relation: 'rival',
    losers: [{ cause: secondGateway, telltale: 'port that is taken' }],
    why: 'a taken port also fails to bind',
  },
] satisfies readonly Precedence[]
