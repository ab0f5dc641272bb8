/** The library: what the commands are made of. */
export { parsers } from '../parsers/index.ts'
export { families } from '../patterns/index.ts'
export { correlate } from './correlate/correlate.ts'
export {
  defineCause,
  defineDerivation,
  type Cause,
  type Derivation,
  type Event,
  type Family,
  type Incident,
} from './model/incident.ts'
export { defineParser, type Parser } from './model/parser.ts'
export { parseLine } from './read/parse-line.ts'
export { definePattern, matchRecord, type Pattern } from './model/pattern.ts'
export { analyze, type Analysis, type AnalyzeOptions } from './pipeline.ts'
export { createRedactor, readOrCreateKey, type Redactor } from './redact/redactor.ts'
export { qgramScanner } from './scan/qgram.ts'
export { Store } from './store/store.ts'
export { analysisDocument } from './views/json.ts'
export { terminalReport } from './views/terminal.ts'
