import type { Shape } from './shape.ts'
import { cloudVendors } from './vendors-clouds.ts'
import { messagingVendors } from './vendors-messaging.ts'
import { modelVendors } from './vendors-models.ts'
import { serviceVendors } from './vendors-services.ts'

/** Families of gitleaks (config/gitleaks.toml), of OpenClaw's own redaction (src/logging/redact.ts) and of the channels it talks to. */
export const vendors: readonly Shape[] = [...modelVendors, ...cloudVendors, ...serviceVendors, ...messagingVendors]
