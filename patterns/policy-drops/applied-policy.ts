import { appliedChange } from '../applied-change.ts'

/** The running gateway took over another policy of a channel, or another list of those who are let in. */
export const appliedPolicy = appliedChange(
  /channels\.[\w.-]*(?:dmPolicy|groupPolicy|allowFrom|groupAllowFrom|groups|guilds)/,
)
