import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import { configInvalid } from '../config-invalid/config-invalid.pattern.ts'
import { configIssue } from '../config-invalid/config-issue.pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

// Keys that only OpenClaw writes, and plugins that come with it. No user misspells them, but versions disagree on them.
const ofAnotherVersion = anyOf(
  /^(?:meta|wizard)[.:]/,
  /plugin not found: (?:telegram|discord|slack|whatsapp|signal|memory-core|browser|device-pair)/,
  /extension entry escapes/,
)

export const versionConfigOfAnother = defineDerivation({
  id: 'version.config-of-another',
  class: 'version-skew',
  role: 'symptom',
  title: 'The configuration has the form of another version',
  description:
    'OpenClaw alone writes `meta.*`. Bundled plugins that are not found, or whose entry is refused, belong to ' +
    'another build.',
  needs: [configIssue, configInvalid],
  *derive(events): Generator<Derived> {
    for (const on of events.all) {
      const problem = String(on.attributes['issue'] ?? '')
      if (ofAnotherVersion.test(problem)) {
        yield { on, attributes: { issue: problem }, body: on.body }
        return
      }
    }
  },
})
