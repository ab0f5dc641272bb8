import { installation } from '../../patterns/installation.ts'
import { printable } from '../base/text.ts'
import { discover } from '../sources/discovery.ts'

const nothing = { journald: 'no unit of OpenClaw has written to it', docker: 'no container of OpenClaw', files: 'none' }

/** `oclog sources`. Exit code: 0 something can be followed, 1 nothing can. */
export async function sourcesCommand(format: string): Promise<number> {
  const candidates = await discover(installation)
  const isSomething = candidates.some(({ source }) => source !== undefined)
  if (format === 'json') {
    const documents = candidates.map(({ kind, title, found, problem }) => ({
      kind,
      title,
      found,
      problem: problem ?? null,
    }))
    process.stdout.write(`${JSON.stringify({ schema: 'oclog/sources@1', sources: documents }, undefined, 2)}\n`)
    return isSomething ? 0 : 1
  }
  for (const { kind, title, found, problem } of candidates) {
    const sign = problem !== undefined ? '!' : found.length > 0 ? '+' : '-'
    process.stdout.write(`${printable(`${sign} ${title}${found.length > 0 ? '' : `: ${problem ?? nothing[kind]}`}`)}\n`)
    for (const each of found) process.stdout.write(`    ${printable(each)}\n`)
  }
  process.stdout.write(
    isSomething
      ? '\noclog follow reads what is marked + when nothing is named.\n'
      : '\nNothing to follow was found; name it: oclog follow --journal UNIT, --docker NAME or --file PATH.\n',
  )
  return isSomething ? 0 : 1
}
