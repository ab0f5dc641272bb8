import type { Family } from '../src/model/family.ts'
import channelRestart from './channel-restart/index.ts'
import cliOnlyBackend from './cli-only-backend/index.ts'
import closeCodes from './close-codes/index.ts'
import configInvalid from './config-invalid/index.ts'
import crashLoop from './crash-loop/index.ts'
import dualListener from './dual-listener/index.ts'
import falseGreen from './false-green/index.ts'
import lifecycle from './lifecycle/index.ts'
import missingScope from './missing-scope/index.ts'
import modelAuth from './model-auth/index.ts'
import pairing from './pairing/index.ts'
import policyDrops from './policy-drops/index.ts'
import pluginFailed from './plugin-failed/index.ts'
import pressure from './pressure/index.ts'
import providerUnavailable from './provider-unavailable/index.ts'
import proxyTimeout from './proxy-timeout/index.ts'
import tokenMismatch from './token-mismatch/index.ts'
import toolsRefused from './tools-refused/index.ts'
import versionSkew from './version-skew/index.ts'
import workspaceMismatch from './workspace-mismatch/index.ts'

/**
 * All failure families by the name of their folder. Events of one line and the sections of docs/patterns.md come in
 * this order. Derivations see only the events that patterns found, never those of another derivation.
 */
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
  'provider-unavailable': providerUnavailable,
  'plugin-failed': pluginFailed,
  'tools-refused': toolsRefused,
  'false-green': falseGreen,
  pressure,
}
