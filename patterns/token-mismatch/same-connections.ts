import type { Selector } from '../../src/model/selector.ts'
import { closes } from '../close-patterns.ts'

export const sameConnections: Selector[] = [
  { pattern: closes, where: { refusal: ['client-gave-up', 'unauthorized'] } },
  { pattern: closes, where: { code: 4001 } },
]
