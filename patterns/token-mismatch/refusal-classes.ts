import type { EventClass } from '../../src/model/signal.ts'

// Refusals that are no matter of the shared or the device token.
export const refusalClasses: Readonly<Record<string, EventClass>> = {
  'scope-mismatch': 'missing-scope',
  'bootstrap-invalid': 'pairing-required',
  'trusted-proxy': 'policy-drop',
  'proxy-attribution': 'policy-drop',
  tailscale: 'policy-drop',
}
