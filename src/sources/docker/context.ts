import type Docker from 'dockerode'
import type { Notice } from '../live.ts'
import type { Handover } from './handover.ts'

/** The context that all containers of an engine share. It is replaced when the engine is connected to again. */
export interface EngineContext {
  readonly engine: Docker
  /** Stored with each cursor, so that asking another engine does not make a container look removed. */
  readonly engineId: string
  /** The engine gives lines a second time when it begins a new log file. */
  readonly repeats: boolean
  /** Log drivers that another source reads. */
  readonly skipDrivers: readonly string[]
  /** First pause before a retry, milliseconds. */
  readonly pause: number | undefined
  readonly handover: Handover
  readonly signal: AbortSignal
  readonly notice: (notice: Notice) => void
}
