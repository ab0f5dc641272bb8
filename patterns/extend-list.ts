import type { Step } from '../src/model/decision.ts'

/**
 * Adds one entry to a list of the configuration, and keeps those that it holds: `config set` alone replaces the list.
 */
export function extendList(path: string, entry: string, what: string): Step {
  const added = `jq -c '(. // []) + ["${entry}"] | unique'`
  return {
    what,
    command: `openclaw config set ${path} "$(openclaw config get ${path} --json | ${added})" --strict-json`,
  }
}
