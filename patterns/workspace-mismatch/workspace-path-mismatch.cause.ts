import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { crashMigration } from '../crash-loop/crash-migration.pattern.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { agentFailed } from '../model-auth/agent-failed.pattern.ts'
import { modelFallback } from '../model-auth/model-fallback.pattern.ts'
import { fix } from '../steps.ts'
import { workspaceBootstrapMissing } from './workspace-bootstrap-missing.pattern.ts'
import { workspaceDenied } from './workspace-denied.pattern.ts'
import { workspaceEscape } from './workspace-escape.pattern.ts'
import { workspaceFallback } from './workspace-fallback.pattern.ts'
import { workspaceMkdir } from './workspace-mkdir.pattern.ts'

export const workspacePathMismatch = defineCause({
  id: 'workspace-path-mismatch',
  class: 'workspace-mismatch',
  title: 'The workspace path belongs to another machine or to the other side of a bind mount',
  severity: 'high',
  decide: () => ({ verdict: 'fix-environment' }),
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
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      (() => {
        const [path] = facts.values('path')
        const foreign = /^\/Users/.test(path ?? '')
          ? ' (a path of macOS)'
          : /^\/home\/node/.test(path ?? '')
            ? " (the container's path)"
            : /^[A-Z]:\\/.test(path ?? '')
              ? ' (a path of Windows)'
              : ''
        return `${count(facts.count, 'time')} a turn failed on ${path ?? 'a path'}${foreign} (${facts.values('error').join(', ') || facts.values('what').join(', ') || 'not found'}). The path comes from the configuration or the environment of another side: OPENCLAW_WORKSPACE_DIR of the host in the container's .env, agents.defaults.workspace written elsewhere, or a bind mount that is missing.`
      })(),
    ),
  ],
  checks: () => [
    { what: 'Where the agent is told to work', command: 'openclaw config get agents.defaults.workspace' },
    { what: 'What is mounted', command: "docker inspect <container> --format '{{json .Mounts}}'" },
    {
      what: 'What the container sees',
      command:
        "docker compose exec openclaw-gateway sh -lc 'echo $OPENCLAW_WORKSPACE_DIR; ls -ld /home/node/.openclaw/workspace'",
    },
  ],
  fix: () => [
    {
      what: 'Set the path as the gateway sees it, then recreate',
      command:
        'openclaw config set agents.defaults.workspace /home/node/.openclaw/workspace && docker compose up -d openclaw-gateway',
    },
    fix.restart,
  ],
})
