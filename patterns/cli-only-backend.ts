import { defineCause, type Family, type Selector } from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { count } from '../src/base/text.ts'
import { check, fix } from './steps.ts'

const cliProviders = /^(?:claude-cli|codex-cli|google-gemini-cli|gemini-cli|qwen-cli|\S+-cli)$/

const agentModel = definePattern({
  id: 'agent.model',
  class: 'other',
  role: 'context',
  title: 'The main agent uses {provider}/{model}',
  description:
    'Written at every start. A provider that ends in -cli is a command-line program: OpenClaw does not hand it its tools.',
  keywords: ['agent model: '],
  subsystems: ['gateway'],
  match: /^agent model: (?<provider>[^/\s]+)\/(?<model>\S+)/,
  fields: ({ provider, model }) => ({ provider, model, cli: cliProviders.test(provider ?? '') ? true : undefined }),
  examples: {
    hits: [
      {
        line: '[gateway] agent model: claude-cli/claude-opus-5 (thinking=medium, fast=off)',
        fields: { provider: 'claude-cli', cli: true },
      },
      { line: '[gateway] agent model: openai/gpt-5.2', fields: { provider: 'openai' } },
    ],
    misses: ['[agent] agent model: x/y'],
  },
})

const exec = definePattern({
  id: 'cli.exec',
  class: 'cli-only-backend',
  role: 'context',
  title: 'A turn runs on the CLI backend {provider}',
  description:
    'Up to 3.24 such runs are told "Tools are disabled in this session"; later tools reach the CLI only through a loopback MCP bridge.',
  keywords: ['cli exec: provider=', 'claude live session', 'cli turn: provider=', 'cli session reset: provider='],
  match:
    /(?<what>cli exec|cli turn|cli session reset|claude live session (?:start|reuse|close))[^:\n]*: (?:reason=\S+ )?provider=(?<provider>\S+)(?: model=(?<model>\S+))?/,
  examples: {
    hits: [
      {
        line: '[agent/cli-backend] cli exec: provider=claude-cli model=claude-opus-5 promptChars=412 trigger=user',
        fields: { provider: 'claude-cli', model: 'claude-opus-5' },
      },
    ],
    misses: ['cli executes'],
  },
})

const failure = definePattern({
  id: 'cli.failed',
  class: 'cli-only-backend',
  role: 'cause',
  title: 'The CLI backend failed: {what}',
  description: 'The program was silent until the watchdog ended it, cannot be found by the service, or died.',
  keywords: [
    'cli watchdog timeout',
    'cli terminal failure',
    'CLI produced no output',
    'CLI exceeded timeout',
    'CLI backend executable could not',
    'spawn claude ENOENT',
    'spawn codex ENOENT',
    'spawn gemini ENOENT',
    'claude live session turn failed',
    'Claude CLI failed',
    'CLI failed.',
    'CLI exited',
  ],
  match:
    /(?<what>cli watchdog timeout|cli terminal failure|CLI produced no output|CLI exceeded timeout|CLI backend executable could not be resolved|spawn (?:claude|codex|gemini) ENOENT|claude live session turn failed|(?:Claude|Codex|Gemini) CLI (?:failed|exited))(?:[^\n]*?provider=(?<provider>\S+)(?: model=(?<model>\S+))?)?(?:[^\n]*?(?:noOutputTimeoutMs=|for )(?<limit>\d+))?/,
  fields: ({ what, provider, model, limit }, { body }) => ({
    what,
    provider,
    model,
    limit,
    error: /error=(.{1,200})/.exec(body)?.[1],
    kind: /ENOENT|could not be resolved/.test(what ?? '')
      ? 'missing'
      : /watchdog|no output|exceeded/.test(what ?? '')
        ? 'silent'
        : 'failed',
  }),
  examples: {
    hits: [
      {
        line: '[agent/claude-cli] cli watchdog timeout: provider=claude-cli model=claude-opus-5 noOutputTimeoutMs=480000',
        fields: { provider: 'claude-cli', kind: 'silent', limit: '480000' },
      },
      {
        line: 'Embedded agent failed before reply: CLI produced no output for 480s and was terminated.',
        fields: { kind: 'silent', limit: '480' },
      },
      {
        line: '[agent/cli-backend] cli terminal failure: provider=claude-cli model=x durationMs=4 runId=1 error=CLI backend executable could not be resolved: claude',
        fields: { provider: 'claude-cli' },
      },
    ],
    misses: ['[tools] exec failed: CLI not allowed'],
  },
})

const toolsAbsent = definePattern({
  id: 'cli.tools-absent',
  class: 'cli-only-backend',
  role: 'cause',
  title: 'An agent says that it has no tools',
  description: 'The words of the model or of the prompt it was given; the gateway itself writes no such line.',
  keywords: [
    'Tools are disabled in this session',
    'No exec tool',
    'no exec tool',
    'no shell tool',
    'tools are not available in this',
    'tools are disabled',
    'tool is not available in this session',
    'cannot run tools',
  ],
  match:
    /(?<what>Tools are disabled in this session|[Nn]o (?:exec|shell) tool (?:in|is|available)|(?:exec|shell) tool is not available in this session|[Tt]ools are (?:disabled|not available) in this (?:session|run)|cannot run tools)/,
  examples: {
    hits: [
      {
        line: "summary No exec tool in this cron session, so the script can't run.",
        fields: { what: 'No exec tool in' },
      },
      {
        line: 'Tools are disabled in this session. Do not call tools.',
        fields: { what: 'Tools are disabled in this session' },
      },
    ],
    misses: ['tools are listed'],
  },
})

const cronOk = definePattern({
  id: 'report.cron-run',
  class: 'false-green',
  role: 'context',
  title: 'A cron run says {status}',
  description: 'As `openclaw cron runs` prints it.',
  keywords: ['openclaw cron runs', 'status  ok', 'cron runs --id'],
  match: /^status\s+(?<status>ok|error|failed)\s/,
  examples: {
    hits: [{ line: 'status  ok   2026-08-17T05:48Z   41.2s', fields: { status: 'ok' } }],
    misses: ['status ok'],
  },
})

const toolPolicy = definePattern({
  id: 'tools.policy',
  class: 'other',
  role: 'context',
  title: 'Tool policy: {what}',
  description: 'Tools that were removed or blocked by the policy, the sandbox or an allow-list with unknown entries.',
  keywords: [
    'sandbox tool policy blocked',
    'tool policy removed',
    'allowlist contains unknown entries',
    'blocked by sandbox tool policy',
    'exec denied:',
    'SYSTEM_RUN_DENIED',
  ],
  match:
    /(?<what>sandbox tool policy blocked|tool policy removed|allowlist contains unknown entries|blocked by sandbox tool policy|exec denied|SYSTEM_RUN_DENIED)(?:[: ]+(?<detail>[^\n]*))?/,
  examples: {
    hits: [
      {
        line: '[tools] tools.profile (coding) allowlist contains unknown entries (apply_patch).',
        fields: { what: 'allowlist contains unknown entries' },
      },
      { line: '[tools] exec failed: exec denied: allowlist miss', fields: { detail: 'allowlist miss' } },
    ],
    misses: ['policy is fine'],
  },
})

const failing: Selector[] = [
  { pattern: ['cli.exec', 'agent.failed', 'model.fallback', 'model.all-failed', 'channel.sent', 'cli.failed'] },
]
const downstream = ['agent-fails', 'model-credentials'] as const
const rivals = [{ id: 'model-credentials', telltale: 'refusal by a model provider' }] as const

const causes = [
  defineCause({
    id: 'cli-backend-without-tools',
    class: 'cli-only-backend',
    title: 'The agent runs on a CLI backend, and has no tools there',
    severity: 'high',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'cli.tools-absent' }],
    gap: '3h',
    strength: 80,
    supports: [
      {
        events: [{ pattern: 'cli.exec' }],
        before: '24h',
        after: '24h',
        weight: 10,
        why: 'turns run on the CLI backend {provider}',
      },
      {
        events: [{ pattern: 'agent.model', where: { cli: true } }],
        before: '24h',
        weight: 8,
        why: 'the main agent is set to {provider}',
      },
    ],
    claims: [{ pattern: ['cli.exec', 'report.cron-run', 'tools.policy'] }],
    also: ['false-green'],
    recovery: [],
    explain: () =>
      "A model backend that is a command-line program gets text, not OpenClaw's tools: up to 2026.3.24 it is told that tools are disabled, later they reach it only over a loopback bridge that restricted runs do not have. The run ends with ok all the same.",
    checks: [
      { what: 'Which model the agent uses', command: 'openclaw config get agents.defaults.model' },
      check.models,
      { what: 'What the tool policy leaves', command: 'openclaw sandbox explain' },
    ],
    fix: [{ what: 'Choose a model behind an API', command: 'openclaw models set <provider/model>' }, fix.restart],
  }),
  defineCause({
    id: 'cli-backend-silent',
    class: 'cli-only-backend',
    title: 'The CLI backend says nothing until the watchdog ends it; gateway and channels look well',
    severity: 'high',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'cli.failed', where: { kind: 'silent' } }],
    gap: '3h',
    strength: 86,
    supports: [
      { events: [{ pattern: 'cli.exec' }], before: '1h', weight: 4, why: 'turns run on the CLI backend {provider}' },
    ],
    claims: failing,
    explains: [...downstream, 'cli-backend-fails'],
    also: ['false-green'],
    recovery: [],
    rivals,
    explain: (facts) => {
      const [limit] = facts.values('limit')
      return `${count(facts.count, 'line')} of turns on ${facts.values('provider').join(', ') || 'a CLI backend'} that gave no output${limit === undefined ? '' : ` for ${Number(limit) > 3600 ? Number(limit) / 1000 : limit} s`} and were ended. Health, status and channels stay ok; the user reads a general error.`
    },
    checks: [
      { what: 'Whether the program answers for the service user', command: 'claude -p "say ok"' },
      check.models,
      { what: 'Which version brought it', command: 'openclaw --version' },
    ],
    fix: [
      {
        what: 'If it began with an update, go back to the version before; else choose a model behind an API',
        command: 'openclaw models set <provider/model>',
      },
      fix.restart,
    ],
  }),
  defineCause({
    id: 'cli-backend-fails',
    class: 'cli-only-backend',
    title: 'Turns on the CLI backend fail',
    severity: 'high',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'cli.failed', not: { kind: 'silent' } }],
    gap: '3h',
    strength: 82,
    supports: [
      { events: [{ pattern: 'cli.exec' }], before: '1h', weight: 4, why: 'turns run on the CLI backend {provider}' },
    ],
    claims: failing,
    explains: downstream,
    recovery: [],
    rivals,
    explain: (facts) =>
      `${count(facts.count, 'line')} of failed turns on ${facts.values('provider').join(', ') || 'a CLI backend'}: ${facts.values('kind').includes('missing') ? 'the program cannot be found by the service (its PATH is not that of your shell)' : `the program failed${facts.values('error')[0] ? ` (${facts.values('error')[0]})` : ''}`}.`,
    checks: [{ what: 'Whether the program answers for the service user', command: 'claude -p "say ok"' }, check.models],
    fix: [
      {
        what: 'Log the CLI in or install it for the service user, or choose a model behind an API',
        command: 'openclaw models set <provider/model>',
      },
      fix.restart,
    ],
  }),
] as const

export default { patterns: [agentModel, exec, failure, toolsAbsent, cronOk, toolPolicy], causes } satisfies Family
