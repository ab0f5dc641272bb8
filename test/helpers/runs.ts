/** How often a property is tried: PROPERTY_RUNS for more, PROPERTY_SEED to see a failure again. */
export function runs(usual: number): { numRuns: number; seed?: number } {
  const { PROPERTY_RUNS: more = 0, PROPERTY_SEED: seed } = process.env
  return { numRuns: Math.max(usual, Number(more)), ...(seed === undefined ? {} : { seed: Number(seed) }) }
}
