import { defineCause } from '../../src/model/cause.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { supervisorExit } from '../crash-loop/supervisor-exit.pattern.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { fix } from '../steps.ts'
import { proxyConfigRequired } from './proxy-config-required.pattern.ts'

export const trustedProxyIncomplete = defineCause({
  id: 'trusted-proxy-incomplete',
  class: 'policy-drop',
  title: 'The gateway does not start: its proxy or Tailscale authentication is incomplete',
  severity: 'critical',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [proxyConfigRequired],
  strength: 92,
  claims: [crashStartFailed, supervisorExit, supervisorRestart],
  also: ['config-invalid'],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The configuration asks for authentication by the proxy, which requires ${facts.values('needs').join('; ')}.`,
    ),
  ],
  checks: () => [{ what: 'The gateway section', command: 'openclaw config get gateway' }],
  fix: () => [{ what: 'Complete it, or go back', command: fix.rollback.command }],
})
