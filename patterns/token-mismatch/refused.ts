import type { Selector } from '../../src/model/selector.ts'
import { closes } from '../close-patterns.ts'
import { authUnauthorized } from './auth-unauthorized.pattern.ts'
import { clientRefused } from './client-refused.pattern.ts'

/** Every line that shows a refusal of this kind, whoever wrote it. */
export function refused(...refusals: string[]): Selector[] {
  return [
    { pattern: authUnauthorized, where: { refusal: refusals } },
    { pattern: closes, where: { refusal: refusals } },
    { pattern: clientRefused, where: { refusal: refusals } },
  ]
}
