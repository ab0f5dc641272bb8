import type { Selector } from '../src/model/selector.ts'
import { configReload } from './config-invalid/config-reload.pattern.ts'
import { versionUpdate } from './version-skew/version-update.pattern.ts'

// What ends a trouble that stands until somebody changes something.

/** The running gateway took over a change of the configuration whose keys fit. */
export function appliedChange(paths: RegExp): Selector {
  return { pattern: configReload, where: { what: /applied$/, paths } }
}

/** `openclaw update` says that it worked. */
export const updated: Selector = { pattern: versionUpdate, where: { result: 'OK' } }
