const { PROPERTY_RUNS: runs = 0, KILLS: kills = 0 } = process.env

/** How often a test may take as long as usual: where more runs are asked for, it takes longer. */
const more = Math.max(1, Number(runs) / 100, Number(kills) / 12)

/**
 * Milliseconds that a test or hook may take. Only what hangs is to meet a limit: how long anything takes is up to the
 * machine, which may have other things to do.
 */
export const testTimeout = 600_000 * more

/**
 * Milliseconds after which what is waited for does not come. Less than the limit of a test, so that the test can say
 * what is missing.
 */
export const patience = testTimeout - 60_000
