#!/usr/bin/env node
import './runtime.ts'
import { Command, Option } from '@commander-js/extra-typings'
import { UserError } from './errors.ts'
import { version } from './version.ts'

const program = new Command('oclog')
  .description(
    'Says what broke in an OpenClaw gateway, why, what it is not, and what to run next: from the logs that the gateway, systemd and Docker wrote.',
  )
  .version(version, '-V, --version')
  .showHelpAfterError('(oclog --help lists what there is)')
  .addHelpText(
    'after',
    '\nExit codes: 0 nothing found, 1 incidents found, 2 could not run or could not read something.',
  )

program
  .command('analyze')
  .description('read saved logs (files, folders, .gz .zst .xz, - for standard input) and explain the incidents in them')
  .argument('[path...]', 'what to read; standard input when left out')
  .addOption(new Option('-f, --format <format>', 'how to print the outcome').choices(['text', 'json']).default('text'))
  .option('-q, --quiet', 'print nothing; the exit code tells')
  .option('--since <time>', 'leave out what is earlier: 2h, 30m, or 2026-11-22T10:00:00Z')
  .option('--until <time>', 'leave out what is later')
  .option('--tz <zone>', 'zone of times that state none, such as Europe/Paris')
  .option('--year <year>', 'year of times that state none')
  .option(
    '--db <path>',
    'database to keep events and incidents in; :memory: for none (default: $XDG_STATE_HOME/oclog/oclog.db)',
  )
  .addOption(new Option('--no-prefilter', 'look at every line; slower, the same outcome').hideHelp())
  .action(async (paths, flags) => {
    const { analyzeCommand } = await import('./commands/analyze.ts')
    process.exitCode = await analyzeCommand(paths, flags)
  })

// A reader that has seen enough (head, less) closes the pipe; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof UserError)) throw error
  process.stderr.write(`oclog: ${error.message}\n`)
  process.exitCode = 2
}
