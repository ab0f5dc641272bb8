import type { Shape } from './shape.ts'
import { cloudVendors } from './vendors-clouds.ts'
import { developerVendors } from './vendors-developers.ts'
import { messagingVendors } from './vendors-messaging.ts'
import { modelVendors } from './vendors-models.ts'

/** Secrets by the forms that their vendors document, and by those that OpenClaw masks in its own logs. */
export const vendors: readonly Shape[] = [...modelVendors, ...cloudVendors, ...developerVendors, ...messagingVendors]
