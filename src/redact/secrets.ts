import { assignmentShapes } from './assignments.ts'
import { credentialShapes } from './credentials.ts'
import { headerShapes } from './headers.ts'
import { pemShapes } from './pem.ts'
import { people } from './people.ts'
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
]

/** Looked for in what the secrets leave: `pass@host.example` in a URL is a password, not an address. */
export const contacts: readonly Shape[] = people
