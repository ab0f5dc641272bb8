import type { Stamp } from '../base/time.ts'

/**
 * Facts that a line states about itself, under OpenTelemetry's names where there is one (`host.name`, `process.pid`).
 */
export type Attributes = Readonly<Record<string, AttributeValue>>
export type AttributeValue = string | number | boolean

/**
 * Most bytes of a line that are kept: 64 KiB. A source or the scanner cuts off the rest and marks the line as `cut`.
 */
export const lineCap = 65_536

/** One line as a source gave it. `text` is decoded, without its line end, and capped (see `cut`). */
export interface Line {
  readonly text: string
  /** Counts from 1 in the decoded text of its source. */
  readonly number: number
  /** Byte position of the line's start in the decoded text of its source. */
  readonly offset: number
  /** The line was longer than the cap of 64 KiB, and `text` holds only its beginning. */
  readonly cut: boolean
}

/**
 * The lines around a line, as far as its source keeps them: 64 KiB on either side, whatever the size of the chunks
 * read.
 */
export interface Neighbours {
  /** Lines before, nearest first. */
  before(): Iterable<Line>
  /** Lines after, nearest first. */
  after(): Iterable<Line>
}

/**
 * A parsed line, in the names of OpenTelemetry's log data model.
 * https://opentelemetry.io/docs/specs/otel/logs/data-model/
 */
export interface LogRecord {
  /**
   * What the line itself says, in the clock of the innermost layer that has one. Nothing is made up: `undefined` is
   * unknown.
   */
  readonly stamp: Stamp | undefined
  /** What the outermost layer says, where there are two: when journald, Docker or the like took the line in. */
  readonly observedStamp: Stamp | undefined
  /** 1–4 TRACE, 5–8 DEBUG, 9 INFO, 13 WARN, 17 ERROR, 21 FATAL; 0 is unspecified. */
  readonly severityNumber: number
  readonly body: string
  readonly attributes: Attributes
  /** Ids of the parsers that took off a layer, outermost first. */
  readonly layers: readonly string[]
  readonly line: Line
}

export const severity = {
  unspecified: 0,
  trace: 1,
  debug: 5,
  info: 9,
  notice: 10,
  warn: 13,
  error: 17,
  fatal: 21,
} as const

const severityNames: Readonly<Record<string, number>> = {
  trace: severity.trace,
  silly: severity.trace,
  debug: severity.debug,
  info: severity.info,
  information: severity.info,
  notice: severity.notice,
  warn: severity.warn,
  warning: severity.warn,
  err: severity.error,
  error: severity.error,
  crit: severity.fatal,
  critical: severity.fatal,
  alert: severity.fatal,
  emerg: severity.fatal,
  fatal: severity.fatal,
}

/** The severity number of a level's name in any case, 0 when it is none. */
export function severityOf(name: string): number {
  return severityNames[name.trim().toLowerCase()] ?? severity.unspecified
}

/** OpenTelemetry's short name of a severity number: `WARN`; empty when unspecified. */
export function severityText(number: number): string {
  if (number === 0) return ''
  return ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'][Math.min(5, Math.floor((number - 1) / 4))] ?? ''
}

/** journald's PRIORITY and syslog's severity, 0 emerg to 7 debug, as severity numbers (data model, appendix B). */
export function severityOfPriority(priority: number): number {
  return [21, 19, 18, 17, 13, 10, 9, 5][priority] ?? severity.unspecified
}
