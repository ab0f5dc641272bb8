// Writes a generated log line by line, stamped with the present:  follow-writer.ts FROM TO LINES-PER-SECOND SECONDS
// Prints the time at which each hundredth of a second was written, `milliseconds since the epoch, lines so far`.
import { createReadStream, openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

const [from = '', to = '', rate = '0', seconds = '0'] = process.argv.slice(2)
const lines = createInterface({ input: createReadStream(from), crlfDelay: Infinity })[Symbol.asyncIterator]()
const file = to === '-' ? 1 : openSync(to, 'a')
const began = performance.now()
const total = Number(rate) * Number(seconds)
let written = 0
while (written < total) {
  const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * Number(rate)) + 1)
  const stamp = new Date().toISOString()
  let text = ''
  for (; written < due; written++) {
    const { value } = await lines.next()
    text += `${stamp}${String(value).slice(String(value).indexOf(' '))}\n`
  }
  if (text !== '') {
    writeSync(file, text)
    if (file !== 1) process.stdout.write(`${Date.now()} ${written}\n`)
  }
  await sleep(10)
}
