import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange, yes } from '../answers.ts'
import { crashMigration } from '../crash-loop/crash-migration.pattern.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { agentFailed } from '../model-auth/agent-failed.pattern.ts'
import { modelFallback } from '../model-auth/model-fallback.pattern.ts'
import { workspaceBootstrapMissing } from './workspace-bootstrap-missing.pattern.ts'
import { workspaceDenied } from './workspace-denied.pattern.ts'
import { workspaceEscape } from './workspace-escape.pattern.ts'
import { workspaceFallback } from './workspace-fallback.pattern.ts'
import { workspaceMkdir } from './workspace-mkdir.pattern.ts'

export const workspacePathMismatch = defineCause({
  id: 'workspace-path-mismatch',
  class: 'workspace-mismatch',
  title: 'The gateway cannot use the workspace that it is told to use',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: {
      what: 'Make the path exist for the gateway and its user, or set the one that does',
      command: 'openclaw config get agents.defaults.workspace',
    },
    restart: no('The path stays the same over a restart.', facts.events.slice(-1)),
    rollback: facts.configChanges.some(({ attributes }) => /workspace/.test(String(attributes['paths'])))
      ? yes('The workspace was changed before.', facts.configChanges.slice(-1))
      : noChange,
    confirm: {
      what: 'Look at the folder as the user of the gateway',
      command: 'ls -ld <path>',
      expect: 'no such folder, or another owner',
    },
  }),
  trigger: [
    workspaceMkdir,
    workspaceBootstrapMissing,
    workspaceDenied,
    { pattern: workspaceEscape, not: { what: ['outside its configured root', 'suspicious ownership'] } },
  ],
  gap: '3h',
  strength: 86,
  supports: [
    {
      events: [workspaceFallback],
      weight: 5,
      why: 'the agent fell back to another workspace ({reason})',
    },
  ],
  claims: [workspaceFallback, crashMigration, crashStartFailed, agentFailed, modelFallback],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'time')} ${facts.values('path')[0] ?? 'a path'} could not be used ` +
        `(${facts.values('error').join(', ') || facts.values('what').join(', ') || 'not found'}).`,
    ),
    facts.clause(
      facts.events.filter(({ attributes }) => foreignTo(attributes['path'], facts.platform.os)),
      'The path has the form of another machine or of the other side of a container.',
    ),
  ],
  background:
    'The path comes from agents.defaults.workspace, or from OPENCLAW_WORKSPACE_DIR of the ' +
    'environment, which Compose can pass on from the host.',
  checks: () => [
    { what: 'Read where the agent is told to work', command: 'openclaw config get agents.defaults.workspace' },
    { what: 'Look at owner and rights of the folder', command: 'ls -ld <path>' },
  ],
  fix: () => [
    {
      what: 'Make the folder and give it to the user of the gateway, or mount it there',
      when: 'if the path is the right one',
    },
    {
      what: 'Or set the path as the gateway sees it',
      command: 'openclaw config set agents.defaults.workspace ~/.openclaw/workspace',
      instead: true,
    },
  ],
})

/** A path that cannot be one of the system that the gateway runs on. */
function foreignTo(path: unknown, os: string): boolean {
  const text = typeof path === 'string' ? path : ''
  if (/^[A-Z]:\\/.test(text)) return os === 'linux' || os === 'macos'
  return /^\/Users\//.test(text) && os === 'linux'
}
