import type { Family } from '../src/model/incident.ts'
import channelRestart from './channel-restart.ts'
import cliOnlyBackend from './cli-only-backend.ts'
import closeCodes from './close-codes.ts'
import configInvalid from './config-invalid.ts'
import crashLoop from './crash-loop.ts'
import dualListener from './dual-listener.ts'
import falseGreen from './false-green.ts'
import lifecycle from './lifecycle.ts'
import missingScope from './missing-scope.ts'
import modelAuth from './model-auth.ts'
import pairing from './pairing.ts'
import policyDrops from './policy-drops.ts'
import pressure from './pressure.ts'
import proxyTimeout from './proxy-timeout.ts'
import tokenMismatch from './token-mismatch.ts'
import versionSkew from './version-skew.ts'
import workspaceMismatch from './workspace-mismatch.ts'

/** All failure families by the name of their file. Derivations see what those before them derived. */
export const families: Readonly<Record<string, Family>> = {
  'close-codes': closeCodes,
  'token-mismatch': tokenMismatch,
  pairing,
  'missing-scope': missingScope,
  'policy-drops': policyDrops,
  'dual-listener': dualListener,
  lifecycle,
  'crash-loop': crashLoop,
  'config-invalid': configInvalid,
  'version-skew': versionSkew,
  'proxy-timeout': proxyTimeout,
  'workspace-mismatch': workspaceMismatch,
  'cli-only-backend': cliOnlyBackend,
  'channel-restart': channelRestart,
  'model-auth': modelAuth,
  'false-green': falseGreen,
  pressure,
}
