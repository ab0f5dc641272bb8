import type { AttributeValue } from './record.ts'

/** Conditions on attributes: equal to the value, to one of several, or matching the expression. */
export type Conditions = Readonly<Record<string, AttributeValue | readonly AttributeValue[] | RegExp>>
