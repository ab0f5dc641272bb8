import { defineCause } from '../../src/model/cause.ts'
import { yes } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { configClobbered } from './config-clobbered.pattern.ts'
import { configReload } from './config-reload.pattern.ts'

export const configClobberedCause = defineCause({
  id: 'config-clobbered',
  class: 'config-invalid',
  title: 'The configuration file lost parts of its content',
  severity: 'medium',
  decide: (facts) => ({
    verdict: facts.values('what').some((what) => /restored/i.test(what)) ? 'none-needed' : 'config-rollback',
    do: { what: 'Compare the file with the copy that was kept', command: 'ls -la ~/.openclaw/openclaw.json*' },
    rollback: yes('The gateway found the file damaged and names the copy.', facts.events.slice(-1)),
    confirm: { ...check.configValid, expect: 'invalid, or fewer sections than the copy holds' },
  }),
  trigger: [configClobbered],
  gap: '2h',
  strength: 70,
  recovery: [lifecycleReady, { pattern: configReload, where: { what: /applied|requires/ } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The gateway says of openclaw.json: ${facts.values('what').join(', ')} ` +
        `(${facts.values('why').join('; ') || 'no reason given'}).`,
    ),
  ],
  background: 'A hand edit, a second process or an older version that writes the file leaves such lines.',
  checks: () => [
    { what: 'List the copies that are kept', command: 'ls -la ~/.openclaw/openclaw.json*' },
    check.configValid,
    check.versions,
  ],
  fix: () => [fix.rollback, { what: 'Find what wrote the file at that time' }],
})
