import type { Family } from '../../src/model/family.ts'
import { deviceAccessUpgrade } from './device-access-upgrade.pattern.ts'
import { clientPairingRequired } from './client-pairing-required.pattern.ts'
import { devicePairingDenied } from './device-pairing-denied.pattern.ts'
import { notPaired } from './not-paired.cause.ts'
import { scopeUpgrade } from './scope-upgrade.cause.ts'
import { metadataChanged } from './metadata-changed.cause.ts'
import { probeWithoutIdentity } from './probe-without-identity.cause.ts'
import { deviceIdentityRequired } from './device-identity-required.cause.ts'

export default {
  patterns: [deviceAccessUpgrade, clientPairingRequired, devicePairingDenied],
  causes: [notPaired, scopeUpgrade, metadataChanged, deviceIdentityRequired, probeWithoutIdentity],
} satisfies Family
