import { randomBytes } from 'node:crypto'
import { parsers } from '../parsers/index.ts'
import { families } from '../patterns/index.ts'
import { operations } from '../patterns/operations/index.ts'
import { precedence } from '../patterns/precedence/index.ts'
import { quoting } from '../patterns/quotations.ts'
import { analyze } from '../src/pipeline.ts'
import { createRedactor } from '../src/redact/redactor.ts'
import { qgramScanner } from '../src/scan/qgram.ts'
import { qgramThread } from '../src/scan/thread.ts'
import { Store } from '../src/store/store.ts'
import { timelineOf } from '../src/timeline/timeline.ts'
import { analysisDocument, incidentDocument } from '../src/timeline/json.ts'
import { terminalReport } from '../src/views/terminal.ts'
import { choosePatterns } from './choose.ts'

// `oclog analyze` with fewer patterns: subset.js <keywords> <database> <log>
const [count, database, log] = process.argv.slice(2)
const every = Object.values(families)
const chosen = new Set(choosePatterns(every, Number(count)))
using store = new Store(database!)
const analysis = await analyze({
  paths: [log!],
  parsers,
  families: every.map((family) => ({
    ...family,
    patterns: (family.patterns ?? []).filter((each) => chosen.has(each)),
  })),
  precedence,
  operations,
  quoting,
  store,
  redactor: createRedactor(randomBytes(32)),
  scanner: qgramScanner,
  thread: qgramThread,
  prefilter: true,
  now: BigInt(Date.now()) * 1_000_000n,
  document: incidentDocument,
})
process.stdout.write(
  terminalReport(timelineOf(analysisDocument(analysis, ''), new Map()), { columns: 80, color: false, full: 5 }),
)
