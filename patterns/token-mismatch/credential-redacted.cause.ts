import { defineCause } from '../../src/model/cause.ts'
import { check, fix } from '../steps.ts'
import { connected } from '../connected.ts'
import { refusalWords } from '../refusal-words.ts'
import { refused } from './refused.ts'

const setAgain = {
  what: 'Set the real token again where the placeholder stands, in the configuration that the client reads',
  command: 'openclaw config set gateway.auth.token <token>',
} as const

export const credentialRedacted = defineCause({
  id: 'credential-redacted',
  class: 'token-mismatch',
  title: 'A redacted placeholder is used as the credential',
  severity: 'high',
  decide: () => ({ verdict: 'align-credentials', do: setAgain }),
  trigger: refused('credential-redacted'),
  strength: 90,
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The credential that the client read is the text that stands in for a redacted one.${refusalWords(facts)}`,
    ),
    facts.clause(
      facts.configChanges.slice(-1),
      ([change]) => `The configuration was changed before it (${change!.attributes['paths'] ?? change!.pattern}).`,
    ),
  ],
  background: 'This happens when a redacted dump of the configuration is pasted or written back.',
  checks: () => [check.configFile, check.doctor],
  fix: () => [
    { ...fix.rollback, when: 'the backup still holds the real token' },
    { ...setAgain, instead: true },
  ],
})
