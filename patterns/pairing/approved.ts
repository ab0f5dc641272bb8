import type { Selector } from '../../src/model/selector.ts'
import { deviceToken } from '../token-mismatch/device-token.pattern.ts'

/** The approval ends it; that another client connects does not. */
export const approved: Selector[] = [{ pattern: deviceToken, where: { what: ['approved'] } }]
