import type { Selector } from '../../src/model/selector.ts'
import { crashMigration } from '../crash-loop/crash-migration.pattern.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { supervisorExit } from '../crash-loop/supervisor-exit.pattern.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { listenerAddressInUse } from './listener-address-in-use.pattern.ts'
import { listenerAlready } from './listener-already.pattern.ts'
import { listenerHint } from './listener-hint.pattern.ts'
import { listenerLockHeld } from './listener-lock-held.pattern.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { listenerPortBusy } from './listener-port-busy.pattern.ts'

export const lostStart: Selector[] = [
  crashStartFailed,
  supervisorExit,
  supervisorRestart,
  listenerPortBusy,
  listenerOwner,
  listenerHint,
  listenerAlready,
  listenerAddressInUse,
  listenerLockHeld,
  crashMigration,
]
