import type { Role } from '../../src/model/signal.ts'
import type { Attributes } from '../../src/model/record.ts'

// Codes that are harmless by themselves: the peer left, or the gateway restarts or still starts.
const quietCodes = new Set([1000, 1001, 1005, 1012, 1013])

export function closeRole({ code, refusal }: Attributes): Role {
  if (refusal !== undefined && !['restart', 'starting', 'draining'].includes(String(refusal))) return 'symptom'
  return quietCodes.has(Number(code)) ? 'context' : 'symptom'
}
