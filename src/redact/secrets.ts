import { contexts } from './contexts.ts'
import { people } from './people.ts'
import type { Shape } from './shape.ts'
import { vendors } from './vendors.ts'

/** Every shape, the most telling first: where two find the same, the first names its kind. */
export const secrets: readonly Shape[] = [...vendors, ...contexts]

/** Looked for in what the secrets leave: `pass@host.example` in a URL is a password, not an address. */
export const contacts: readonly Shape[] = people
