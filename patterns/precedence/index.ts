import type { Precedence } from '../../src/model/precedence.ts'
import closeCodes from './close-codes.ts'
import tokenMismatch from './token-mismatch.ts'
import pairing from './pairing.ts'
import missingScope from './missing-scope.ts'
import policyDrops from './policy-drops.ts'
import dualListener from './dual-listener.ts'
import lifecycle from './lifecycle.ts'
import crashLoop from './crash-loop.ts'
import configInvalid from './config-invalid.ts'
import versionSkew from './version-skew.ts'
import proxyTimeout from './proxy-timeout.ts'
import workspaceMismatch from './workspace-mismatch.ts'
import cliOnlyBackend from './cli-only-backend.ts'
import channelRestart from './channel-restart.ts'
import modelAuth from './model-auth.ts'
import providerUnavailable from './provider-unavailable.ts'
import falseGreen from './false-green.ts'
import pressure from './pressure.ts'

/** Which cause gives way to which, by the family of the winner. Causes themselves know nothing of each other. */
export const precedence: readonly Precedence[] = [
  ...closeCodes,
  ...tokenMismatch,
  ...pairing,
  ...missingScope,
  ...policyDrops,
  ...dualListener,
  ...lifecycle,
  ...crashLoop,
  ...configInvalid,
  ...versionSkew,
  ...proxyTimeout,
  ...workspaceMismatch,
  ...cliOnlyBackend,
  ...channelRestart,
  ...modelAuth,
  ...providerUnavailable,
  ...falseGreen,
  ...pressure,
]
