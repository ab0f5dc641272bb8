import type { EventClass } from '../../src/model/signal.ts'

// Refusals that have nothing to do with the shared token or the device token.
export const refusalClasses: Readonly<Record<string, EventClass>> = {
  'scope-mismatch': 'missing-scope',
  'bootstrap-invalid': 'pairing-required',
  'trusted-proxy': 'policy-drop',
  'proxy-attribution': 'policy-drop',
  tailscale: 'policy-drop',
}
