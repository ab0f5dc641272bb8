import type { Selector } from '../../src/model/selector.ts'
import { closes } from '../close-patterns.ts'
import { clientPairingRequired } from './client-pairing-required.pattern.ts'

export function refused(...refusals: string[]): Selector[] {
  return [
    { pattern: closes, where: { refusal: refusals } },
    { pattern: clientPairingRequired, where: { refusal: refusals } },
  ]
}
