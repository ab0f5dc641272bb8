#!/usr/bin/env node
import './base/runtime.ts'
import { Command, Option } from '@commander-js/extra-typings'
import { UserError } from './base/errors.ts'
import { printable, printableLines } from './base/text.ts'
import { version } from './base/version.ts'

// EX_SOFTWARE of sysexits.h. Node's own 1 would say "incidents found".
const ownError = 70

function endByOwnError(error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`oclog: an error of its own, please report it:\n${printableLines(text)}\n`)
  process.exit(ownError)
}
process.on('uncaughtException', endByOwnError)

const program = new Command('oclog')
  .description(
    'Says what broke in an OpenClaw gateway, why, what it is not, and what to run next: from the ' +
      'logs that the gateway, systemd and Docker wrote.',
  )
  .version(version, '-V, --version')
  .showHelpAfterError('(oclog --help lists what there is)')
  // commander ends with 1 when it is misused, and here that says "incidents found".
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .addHelpText(
    'after',
    '\nExit codes: 0 nothing found, 1 incidents found, 2 could not run or read something, 70 an error of its own.',
  )

const redactNames = 'mask names of accounts and hosts, and ids of chats, too: for tickets that anybody can read'

program
  .command('analyze')
  .description('read saved logs (files, folders, .gz .zst .xz, - for standard input) and explain the incidents in them')
  .argument('[path...]', 'what to read; standard input when left out')
  .addOption(new Option('-f, --format <format>', 'how to print the outcome').choices(['text', 'json']).default('text'))
  .option('--html <path>', 'write the timeline there, as one HTML file for a ticket')
  .option('--redact-names', redactNames)
  .option('-q, --quiet', 'print nothing; the exit code tells')
  .option('--since <time>', 'leave out what is earlier: 2h, 30m, or 2026-11-22T10:00:00Z')
  .option('--until <time>', 'leave out what is later')
  .option('--tz <zone>', 'zone of times that state none, such as Europe/Paris')
  .option('--year <year>', 'year of times that state none')
  .option(
    '--db <path>',
    'database to keep events and incidents in; :memory: for none (default: $XDG_STATE_HOME/oclog/oclog.db)',
  )
  .addOption(new Option('--keep <duration>', 'forget what ended longer ago than this first: 90d, 8w').env('OCLOG_KEEP'))
  .addOption(new Option('--no-prefilter', 'look at every line; slower, the same outcome').hideHelp())
  .action(async (paths, flags) => {
    const { analyzeCommand } = await import('./commands/analyze.ts')
    process.exitCode = await analyzeCommand(paths, flags)
  })

const several = (value: string, all: string[] | undefined): string[] => [...(all ?? []), value]

program
  .command('follow')
  .description(
    'follow what a gateway logs now, from all its sources at once, and tell incidents as they open and close',
  )
  .argument(
    '[path...]',
    'files, folders of OpenClaw logs, or - for standard input; without any source, what is found here',
  )
  .option('--journal <unit>', 'a unit in the journal, of the system or of a user; globs; may be repeated', several)
  .option('--journal-directory <path>', 'journal files copied from elsewhere')
  .option('--journal-namespace <name>', 'namespace of the journal')
  .option('--docker <name>', 'a container, a Compose service, project/service or project; may be repeated', several)
  .option('--docker-host <url>', 'engine to ask (default: DOCKER_HOST, or the first socket found)')
  .option(
    '--file <path>',
    'a file over all its rotations, a glob, or a folder of OpenClaw logs; may be repeated',
    several,
  )
  .option('--since <time>', 'begin earlier than now: 30m, 2h, or 2026-11-22T10:00:00Z')
  .addOption(
    new Option('-f, --format <format>', 'ndjson: one object for each change of an incident')
      .choices(['text', 'ndjson'])
      .default('text'),
  )
  .option('-q, --quiet', 'incidents alone: nothing about the sources, no status, no summary')
  .option('--for <duration>', 'end after this: 30s, 10m, 2h')
  .option('--until-incident', 'end when an incident opens')
  .option('--exec <command>', 'run this when an incident opens or closes, with it as JSON on standard input', several)
  .option(
    '--webhook <url>',
    'post it there; Slack, Discord and ntfy are told by their host, or write slack+https://…, ' +
      'discord+…, ntfy+…, json+…',
    several,
  )
  .option('--tz <zone>', 'zone of times that state none, such as Europe/Paris')
  .option('--year <year>', 'year of times that state none')
  .option(
    '--db <path>',
    'database to keep events and incidents in; :memory: for none (default: $XDG_STATE_HOME/oclog/oclog.db)',
  )
  .addOption(new Option('--keep <duration>', 'forget what ended longer ago than this first: 90d, 8w').env('OCLOG_KEEP'))
  .option('--redact-names', redactNames)
  .option('--log-file <path>', "write oclog's own log there, as JSON lines")
  .option(
    '-v, --verbose',
    "write oclog's own log to standard error; -vv, -vvv for more",
    (_, level: number) => level + 1,
    0,
  )
  .action(async (paths, flags) => {
    const { followCommand } = await import('./commands/follow.ts')
    process.exitCode = await followCommand(paths, { ...flags, verbose: Number(flags.verbose) })
  })

program
  .command('sources')
  .description('what can be followed on this machine, what cannot, and what to do about it')
  .addOption(new Option('-f, --format <format>', 'how to print them').choices(['text', 'json']).default('text'))
  .action(async ({ format }) => {
    const { sourcesCommand } = await import('./commands/sources.ts')
    process.exitCode = await sourcesCommand(format)
  })

const stored = 'database to read (default: $XDG_STATE_HOME/oclog/oclog.db)'

program
  .command('timeline')
  .description(
    'one incident or several from the store: in the terminal, as an HTML file, as Markdown for a ticket, as JSON',
  )
  .argument('[id...]', 'ids of incidents, or how they begin; without any, the latest')
  .option('--since <time>', 'incidents that were not over then: 24h, or 2026-11-22T10:00:00Z')
  .option('--until <time>', 'incidents that had begun by then')
  .option('--html <path>', 'write one HTML file there; - for standard output')
  .option('--redact-names', redactNames)
  .option('--markdown', 'the same as --format markdown: for GitHub and GitLab')
  .addOption(
    new Option('-f, --format <format>', 'how to print it')
      .choices(['text', 'json', 'markdown', 'jira'])
      .default('text'),
  )
  .option('--db <path>', stored)
  .action(async (ids, { markdown, ...flags }) => {
    const { timelineCommand } = await import('./commands/timeline.ts')
    await timelineCommand(ids, markdown ? { ...flags, format: 'markdown' } : flags)
  })

program
  .command('bundle')
  .description(
    'what a ticket needs, in one redacted .tar.gz: the timeline in all forms, the lines of the logs, versions',
  )
  .argument('[id...]', 'ids of incidents, or how they begin; without any, the latest')
  .requiredOption('-o, --output <path>', 'file to make; - for standard output')
  .option('--since <time>', 'incidents that were not over then: 24h, or 2026-11-22T10:00:00Z')
  .option('--until <time>', 'incidents that had begun by then')
  .option('--with-openclaw', 'also what openclaw --version, status --all and doctor print here, and its configuration')
  .option('--redact-names', redactNames)
  .option('--db <path>', stored)
  .action(async (ids, flags) => (await import('./commands/bundle.ts')).bundleCommand(ids, flags))

const incidents = program.command('incidents').description('the incidents in the store')
incidents
  .command('list')
  .description('id, when, state, verdict and impact of each, the latest first')
  .addOption(new Option('--state <state>', 'only these').choices(['open', 'resolved']))
  .option('--class <class>', 'only those that show this class, such as token-mismatch')
  .option('--since <time>', 'only those that were not over then: 24h, or 2026-11-22T10:00:00Z')
  .option('--until <time>', 'only those that had begun by then')
  .addOption(new Option('-f, --format <format>', 'how to print them').choices(['text', 'json']).default('text'))
  .option('--db <path>', stored)
  .action(async (flags) => (await import('./commands/incidents.ts')).incidentsListCommand(flags))
incidents
  .command('show')
  .description('all about one incident')
  .argument('<id>', 'its id, or how it begins')
  .addOption(new Option('-f, --format <format>', 'how to print it').choices(['text', 'json']).default('text'))
  .option('--db <path>', stored)
  .action(async (id, flags) => (await import('./commands/timeline.ts')).timelineCommand([id], flags))
incidents
  .command('forget')
  .description('remove incidents, and the events that belong to no other one')
  .argument('[id...]', 'ids of incidents, or how they begin')
  .option('--older-than <duration>', 'all that ended before: 90d, 8w; events that belong to no incident, too')
  .option('--db <path>', stored)
  .action(async (ids, flags) => (await import('./commands/incidents.ts')).incidentsForgetCommand(ids, flags))

const patterns = program.command('patterns').description('what oclog looks for, and what it makes of it')
patterns
  .command('list')
  .description('every pattern and derivation, one a line')
  .addOption(new Option('-f, --format <format>', 'how to print them').choices(['text', 'json']).default('text'))
  .action(async ({ format }) => (await import('./commands/patterns.ts')).patternsListCommand(format))
patterns
  .command('show')
  .description('all about a pattern, a cause, or a family of both')
  .argument('<name>', 'such as auth.unauthorized, token-drift or token-mismatch')
  .action(async (name) => (await import('./commands/patterns.ts')).patternsShowCommand(name))
patterns
  .command('test')
  .description('which lines of a log which patterns find; exit code 1 when none does')
  .argument('<path...>', 'what to read')
  .action(async (paths) => {
    const { patternsTestCommand } = await import('./commands/patterns.ts')
    process.exitCode = await patternsTestCommand(paths)
  })

// A reader that has seen enough (head, less) closes the pipe; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    process.stderr.write(`${printable(`oclog: cannot write standard output: ${error.message}`)}\n`)
    process.exitCode = 2
  }
  // A command that listens itself has something to bring to its end first.
  if (process.stdout.listenerCount('error') === 1) process.exit(process.exitCode ?? 0)
})

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof UserError)) endByOwnError(error)
  process.stderr.write(`${printable(`oclog: ${error.message}`)}\n`)
  process.exitCode = 2
}
