import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import { configInvalid } from '../config-invalid/config-invalid.pattern.ts'
import { configIssue } from '../config-invalid/config-issue.pattern.ts'

/** Keys that only OpenClaw writes, and plugins that come with it: users do not misspell these, versions disagree about them. */
export const versionConfigOfAnother = defineDerivation({
  id: 'version.config-of-another',
  class: 'version-skew',
  role: 'symptom',
  title: 'The configuration has the form of another version',
  description:
    '`meta.*` is written by OpenClaw alone; bundled plugins that are not found, or whose entry is refused, are of another build.',
  needs: [configIssue, configInvalid],
  *derive(events): Generator<Derived> {
    for (const on of events.all) {
      const problem = String(on.attributes['issue'] ?? '')
      if (
        /^(?:meta|wizard)[.:]|plugin not found: (?:telegram|discord|slack|whatsapp|signal|memory-core|browser|device-pair)|extension entry escapes/.test(
          problem,
        )
      ) {
        yield { on, attributes: { issue: problem }, body: on.body }
        return
      }
    }
  },
})
