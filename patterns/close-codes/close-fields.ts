import type { Fields } from '../../src/model/pattern.ts'
import { codeName, refusalOf } from '../reasons.ts'

export function closeFields(groups: Record<string, string | undefined>): Fields | undefined {
  const code = Number(groups['code'])
  if (!(code >= 1000 && code <= 4999)) return undefined
  const reason = groups['reason'] === 'n/a' || groups['reason'] === 'no close reason' ? undefined : groups['reason']
  return { ...groups, code, reason, refusal: refusalOf(groups['cause']) ?? refusalOf(reason), name: codeName(code) }
}
