import type { Selector } from '../../src/model/selector.ts'
import { listenerAddressInUse } from './listener-address-in-use.pattern.ts'
import { listenerAlready } from './listener-already.pattern.ts'
import { listenerLockHeld } from './listener-lock-held.pattern.ts'

export const portTaken: Selector[] = [listenerAlready, listenerAddressInUse, listenerLockHeld]
