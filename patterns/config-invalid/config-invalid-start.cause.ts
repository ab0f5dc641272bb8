import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Ruling } from '../../src/model/decision.ts'
import type { Selector } from '../../src/model/selector.ts'
import { no, rollbackOfRefused } from '../answers.ts'
import { crashSeries } from '../crash-loop/crash-series.derivation.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { versionConfigOfAnother } from '../version-skew/version-config-of-another.derivation.ts'
import { versionConfigNewer } from '../version-skew/version-config-newer.pattern.ts'
import { versionUpdate } from '../version-skew/version-update.pattern.ts'
import { configInvalid } from './config-invalid.pattern.ts'
import { configIssue } from './config-issue.pattern.ts'
import { configReload } from './config-reload.pattern.ts'
import { configReloadSkipped } from './config-reload-skipped.pattern.ts'
import { startLines } from './start-lines.ts'

const problems: Selector[] = [configInvalid, configIssue]

const ofAnotherVersion: Selector[] = [versionUpdate, versionConfigNewer, versionConfigOfAnother]

export const configInvalidStart = defineCause({
  id: 'config-invalid-start',
  class: 'config-invalid',
  title: 'The gateway does not start: its configuration is invalid',
  severity: 'critical',
  decide,
  trigger: problems,
  gap: '2h',
  strength: 90,
  supports: [
    {
      events: [configReloadSkipped],
      before: '7d',
      only: 'before',
      weight: 5,
      why: 'a running gateway had refused the same change before ({issue})',
    },
  ],
  claims: startLines,
  recovery: [lifecycleReady, { pattern: configReload, where: { what: /applied/ } }],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${where(facts)} is refused: ${issues(facts).slice(0, 4).join('; ') || 'the lines name no key'}.`,
    ),
    facts.clause(facts.select([crashSeries]), 'It was started again and again.'),
    facts.clause(
      facts.select(ofAnotherVersion, { before: '24h' }),
      'Another version took over before: what it refuses the version before may have accepted.',
    ),
  ],
  background:
    'OpenClaw keeps the file of before each of its own writes as openclaw.json.bak; every further ' +
    'write replaces that copy.',
  checks: () => [
    check.configValid,
    check.configFile,
    { what: 'List the copies that are kept', command: 'ls -la ~/.openclaw/openclaw.json*' },
  ],
  fix: (facts) =>
    hasOtherCause(facts)
      ? [saveConfig, fix.doctorFix]
      : [saveConfig, fix.rollback, { what: 'Or correct the keys that the lines name', instead: true }],
})

const saveConfig = {
  what: 'Keep the file as it is now',
  command: 'cp -p ~/.openclaw/openclaw.json ~/openclaw.json.refused',
}

function decide(facts: Facts): Ruling {
  const confirm = { ...check.configValid, expect: 'the same keys as in the lines above' }
  const restart = no('Each start reads the same file and refuses it.', facts.events.slice(0, 1))
  if (hasOtherCause(facts))
    return {
      verdict: 'fix-environment',
      do: { what: 'Bring the configuration to the form of this version', command: 'openclaw doctor --fix' },
      restart,
      rollback: no('The refused keys come with another version or a missing plug-in: an earlier copy holds them, too.'),
      confirm,
    }
  return {
    verdict: 'config-rollback',
    do: { what: 'Correct the key that the lines name, or put the last good file back', command: fix.rollback.command },
    restart,
    rollback: rollbackOfRefused(facts),
    confirm,
  }
}

// OpenClaw writes meta and wizard itself: nobody mistyped them.
const keysOfAnotherVersion = [
  /^(?:meta|wizard)(?:\.\w+)*: Unrecognized key/,
  /plugin(?: entry)? not found|plugin path|extension entry/i,
  /legacy|deprecated|retired|migrat|was (?:moved|removed|renamed)/i,
]

/** An update or a plug-in that is gone: the file did not change, what reads it did. */
function hasOtherCause(facts: Facts): boolean {
  if (facts.select(ofAnotherVersion, { before: '24h' }).length > 0) return true
  if (facts.configChanges.length > 0) return false
  return issues(facts).some((issue) => keysOfAnotherVersion.some((wording) => wording.test(issue)))
}

function where(facts: Facts): string {
  return facts.values('path').join(', ') || 'The configuration'
}

function issues(facts: Facts): string[] {
  return [...new Set([...facts.values('issue'), ...facts.valuesOf(configIssue, 'issue')])].filter(
    (text) => text.trim() !== '',
  )
}
