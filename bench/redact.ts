// How much of made-up secrets is masked, what ordinary text is changed, and what it costs.
import { parseArgs } from 'node:util'
import { createRedactor } from '../src/redact/redactor.ts'
import {
  falsePositives,
  ordinary,
  recallOfContacts,
  recallOfKeys,
  recallOfPlainSecrets,
  recallOfTokens,
  type Recall,
} from './recall.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '20' },
    show: { type: 'boolean', default: false },
  },
})
const [seed, count] = [Number(values.seed), Number(values.count)]

function print({ kind, tried, masked, left }: Recall): void {
  console.log(`${((masked / tried) * 100).toFixed(2).padStart(7)} %  of ${String(tried).padStart(6)}  ${kind}`)
  if (values.show) for (const text of left) console.log(`           ${JSON.stringify(text.slice(0, 200))}`)
}

console.log(`seed ${seed}, ${count} of each form`)
for (const recall of recallOfTokens(seed, count)) print(recall)
print(recallOfPlainSecrets(seed, count * 10))
print(recallOfKeys(seed, count))
print(recallOfContacts(seed, count))

const { tried, changed } = falsePositives(seed, count * 500)
console.log(`${changed.length} of ${tried} ordinary lines changed`)
for (const text of changed.slice(0, 20)) console.log(`           ${JSON.stringify(text.slice(0, 200))}`)

const redactor = createRedactor(new Uint8Array(32))
const texts = ordinary(seed, 5000)
let best = Infinity
for (let run = 0; run < 10; run++) {
  const start = process.cpuUsage()
  for (const text of texts) redactor.text(text)
  const { user, system } = process.cpuUsage(start)
  best = Math.min(best, (user + system) / texts.length)
}
const characters = texts.reduce((sum, { length }) => sum + length, 0) / texts.length
console.log(`${best.toFixed(1)} µs of CPU for an ordinary text of ${characters.toFixed(0)} characters`)
