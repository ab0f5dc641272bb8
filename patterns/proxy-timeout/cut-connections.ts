import type { Selector } from '../../src/model/selector.ts'
import { closes } from '../close-patterns.ts'

export const cutConnections: Selector[] = [{ pattern: closes, where: { code: [1006, 1005] } }]
