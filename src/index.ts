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
} from './incident.ts'
export { defineParser, parseLine, type Parser } from './parser.ts'
export { definePattern, matchRecord, type Pattern } from './pattern.ts'
export { analyze, type Analysis, type AnalyzeOptions } from './pipeline.ts'
export { createRedactor, readOrCreateKey, type Redactor } from './redact.ts'
export { qgramScanner } from './scan/qgram.ts'
export { Store } from './store/store.ts'
export { analysisDocument } from './views/json.ts'
export { terminalReport } from './views/terminal.ts'
