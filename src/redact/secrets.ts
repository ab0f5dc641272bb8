import { addressShapes } from './addresses.ts'
import { assignmentShapes } from './assignments.ts'
import { cardShapes } from './cards.ts'
import { codeShapes } from './codes.ts'
import { credentialShapes } from './credentials.ts'
import { emailShapes } from './emails.ts'
import { headerShapes } from './headers.ts'
import { pemShapes } from './pem.ts'
import { phoneShapes } from './phones.ts'
import { proseShapes } from './prose.ts'
import type { Shape } from './shape.ts'
import { vendors } from './vendors.ts'

/** Every shape of a secret, the most telling first: where two find the same, the first names its kind. */
export const secrets: readonly Shape[] = [
  ...vendors,
  ...pemShapes,
  ...headerShapes,
  ...credentialShapes,
  ...assignmentShapes,
  ...proseShapes,
  ...codeShapes,
]

/** Looked for in what the secrets leave: `pass@host.example` in a URL is a password, not an address. */
export const contacts: readonly Shape[] = [...cardShapes, ...phoneShapes, ...emailShapes, ...addressShapes]
