// Follows logs that another process writes and rotates, 200,000 lines each: node test/live/files-stress.ts [scenario…]
// LINES=20000 for less, RESTARTS=40 to end reading before every 40th batch was stored and begin again. Prints a table;
// ends with 1 when a line was lost, given twice or not as it was written.
import { stress } from './files-harness.ts'
import { scenarios, type ScenarioName } from './files-writer.ts'

const count = Number(process.env['LINES'] ?? 200_000)
const restarts = Number(process.env['RESTARTS'] ?? 0)
const names = (process.argv.length > 2 ? process.argv.slice(2) : Object.keys(scenarios)) as ScenarioName[]
console.log('scenario          lost  twice  corrupt  misplaced  losses told  CPU s')
for (const name of names) {
  const { lost, twice, corrupt, misplaced, notices, cpuSeconds } = await stress(
    name,
    count,
    restarts ? { restarts } : {},
  )
  const told = notices.filter(({ kind }) => kind === 'loss')
  const figures = [lost, twice, corrupt, misplaced, told.length, cpuSeconds.toFixed(1)]
  console.log(
    name.padEnd(16),
    ...figures.map((figure, column) => String(figure).padStart([5, 6, 8, 10, 12, 6][column]!)),
  )
  for (const { source, text } of told) console.log(`  ${source} ${text}`)
  if (process.env['VERBOSE']) for (const notice of notices) console.log(' ', JSON.stringify(notice))
  if (lost + twice + corrupt + misplaced > 0) process.exitCode = 1
}
