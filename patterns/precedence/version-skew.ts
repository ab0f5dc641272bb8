import type { Precedence } from '../../src/model/precedence.ts'
import { closedByPolicy } from '../close-codes/closed-by-policy.cause.ts'
import { handshakeTimeout } from '../close-codes/handshake-timeout.cause.ts'
import { notAClient } from '../close-codes/not-a-client.cause.ts'
import { configInvalidStart } from '../config-invalid/config-invalid-start.cause.ts'
import { configReloadSkippedCause } from '../config-invalid/config-reload-skipped.cause.ts'
import { crashLoop } from '../crash-loop/crash-loop.cause.ts'
import { crash } from '../crash-loop/crash.cause.ts'
import { startFailure } from '../crash-loop/start-failure.cause.ts'
import { gatewayStatusContradiction } from '../false-green/gateway-status-contradiction.cause.ts'
import { agentFails } from '../model-auth/agent-fails.cause.ts'
import { notPaired } from '../pairing/not-paired.cause.ts'
import { tokenDrift } from '../token-mismatch/token-drift.cause.ts'
import { clientOutdated } from '../version-skew/client-outdated.cause.ts'
import { notRestartedAfterUpdate } from '../version-skew/not-restarted-after-update.cause.ts'
import { launcherMissing } from '../version-skew/launcher-missing.cause.ts'
import { needsOtherVersion } from '../version-skew/needs-other-version.cause.ts'
import { oldGatewayStillRunning } from '../version-skew/old-gateway-still-running.cause.ts'
import { protocolMismatch } from '../version-skew/protocol-mismatch.cause.ts'
import { versionConfigNewerCause } from '../version-skew/version-config-newer.cause.ts'
import { versionsDiffer } from '../version-skew/versions-differ.cause.ts'

export default [
  {
    winner: [needsOtherVersion, launcherMissing],
    relation: 'explains',
    losers: [startFailure, crashLoop, crash, agentFails, versionConfigNewerCause],
    why: 'a part that is too old or missing ends each start or each turn that needs it',
  },
  {
    winner: protocolMismatch,
    relation: 'explains',
    losers: [closedByPolicy, handshakeTimeout],
    why: 'a client with another protocol is closed before its handshake is complete',
  },
  {
    winner: oldGatewayStillRunning,
    relation: 'explains',
    losers: [notAClient],
    why: 'the old gateway takes the new connect for something that is no client',
  },
  {
    winner: versionConfigNewerCause,
    relation: 'explains',
    losers: [startFailure, crashLoop, configReloadSkippedCause, configInvalidStart],
    why: 'an old version cannot read what a newer one wrote, at a start or at a reload',
  },
  {
    winner: notRestartedAfterUpdate,
    relation: 'explains',
    losers: [closedByPolicy, startFailure, crash, crashLoop],
    why: 'modules that are gone from disk fail when they are first loaded',
  },
  {
    winner: clientOutdated,
    relation: 'explains',
    losers: [closedByPolicy, protocolMismatch, versionsDiffer],
    why: 'the outdated client is what shows the difference in versions and is closed for it',
  },
  {
    winner: [protocolMismatch, oldGatewayStillRunning],
    relation: 'absorbs',
    losers: [gatewayStatusContradiction],
    why: 'the status probe is refused for its version, so it calls a live gateway down',
  },
  {
    winner: protocolMismatch,
    relation: 'rival',
    losers: [
      { cause: tokenDrift, telltale: '"token_mismatch"' },
      { cause: notPaired, telltale: '"pairing required"' },
    ],
    why: 'to the client these refusals look alike; the gateway names the reason',
  },
  {
    winner: versionConfigNewerCause,
    relation: 'rival',
    losers: [{ cause: configInvalidStart, telltale: '"Invalid config"' }],
    why: 'a configuration of the same version can be invalid, too',
  },
] satisfies readonly Precedence[]
