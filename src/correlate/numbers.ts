/** Every number that the engine decides by, and why it is that. A cause may set its own where its fields say so. */
import type { Severity } from '../model/cause.ts'
import { duration } from '../base/time.ts'

/** Series of restarts can come half an hour apart and more. What is further apart than this is another episode. */
export const quiet = duration('3h')

/** Ends an episode, so that memory is bounded whatever the size of the log; an incident that goes on becomes two. */
export const mostEvents = 20_000

/** A reload or an upgrade explains what happens hours later; of each pattern only the latest few can. */
export const rememberedPerPattern = 5

/** The list of harmless events is for reading, not for counting. */
export const benignShown = 1000

/** The gateway's file and the console, or the console and journald, stamp the same line themselves, moments apart. */
export const twinsWithin = duration('2s')

/** Bounds what is remembered to know twins by. */
export const mostTwinKeys = 10_000

/**
 * Default of `Cause.gap`. OpenClaw's own periods (channel back-off, lock-out, health monitor) end at five minutes, so
 * six of them were missed: what comes after that is another occurrence.
 */
export const defaultGap = '30m'

/** Default of `Clue.before` and `Clue.after`: two of OpenClaw's five-minute periods. */
export const defaultClueReach = '10m'

/** How far an explanation looks around the triggers, as far as a clue does by default. */
export const factsReach = duration('10m')

/**
 * Symptoms come with the failure or within a start, which takes a minute at most; more would claim unrelated trouble.
 */
export const claimMargin = duration('2m')

/** A cause and its consequences are at most two of OpenClaw's five-minute periods apart. */
export const relatedWithin = duration('10m')

/** A change is a suspect when the trouble begins within this: the first thing asked about an incident. */
export const changesWithin = duration('15m')

/**
 * A change of the configuration can be what broke it when the trouble begins within a day: nobody may have used it
 * before.
 */
export const configChangesWithin = duration('24h')

/** Trouble that did not come again for as long as `defaultGap`, while the gateway served, has ended. */
export const endsAfterQuiet = duration('30m')

/** More changes than this say that nobody knows which one it was. */
export const changesShown = 5

/** Points below which a cause is not worth naming; the incident still says what spoke against it. */
export const plausible = 25

/** Points a cause may lack and still replace its consequence as the first cause: as much as one strong clue. */
export const aboutAsLikely = 15

/** A log never proves a cause. */
export const mostStrength = 99

/** Points that put incidents in order: severity comes first, and one step of it weighs as much as full confidence. */
export const severityPoints: Readonly<Record<Severity, number>> = { critical: 400, high: 300, medium: 200, low: 100 }

export const confidencePoints = 100

/** What is over waits, however bad it was. */
export const openPoints = 10_000

/** One connection must not come before thirteen because its severity is a step higher. */
export const sharePoints = 250

/** Points for each doubling of the records, up to a thousand of them: a larger storm is no worse. */
export const doublingPoints = 5
export const mostRecordPoints = 50

/** How far the states of the parts are told around the trouble. */
export const tracksBefore = duration('15m')
export const tracksAfter = duration('10m')

/** Of one part no more states are told than somebody reads. */
export const tracksShown = 50
