import { defineCause, type Facts } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { versionClientOutdated } from './version-client-outdated.pattern.ts'
import { whereToLook } from './where-to-look.ts'

const update = {
  what: 'Update or restart the part that the line names; reload the page if it is the dashboard',
  command: 'openclaw node restart',
  when: 'if the part is a node host on this machine',
} as const

export const clientOutdated = defineCause({
  id: 'client-outdated',
  class: 'version-skew',
  title: 'A node, a page or a plugin is of another version than the gateway',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: update,
    restart: no('The gateway is not the part that is outdated.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: {
      what: 'Compare the versions',
      command: 'openclaw status --all',
      expect: 'the two versions that the line names',
    },
  }),
  trigger: [
    { pattern: versionClientOutdated, not: { what: 'legacy node protocol accepted' } },
    { pattern: closes, where: { refusal: ['version', 'ui-build'] } },
  ],
  strength: 84,
  claims: [{ pattern: closes, where: { refusal: ['version', 'ui-build', 'protocol'] } }],
  recovery: [lifecycleReady, wsHelloOk],
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('what').join(', ') || 'A client is refused for its version'}${versionsOf(facts)}.`,
    ),
  ],
  checks: () => whereToLook,
  fix: () => [update],
})

function versionsOf(facts: Facts): string {
  const listed = (name: string): string => facts.values(name).join(', ')
  const against = listed('client') && `: ${listed('client')} against ${listed('gateway')}`
  return against + (listed('running') && `: expected ${listed('expected')}, running ${listed('running')}`)
}
