/** `dmPolicy=allowlist`, `groupPolicy: disabled`: the policy that a line names as its reason. */
export function policyOf(text: string): string | undefined {
  return /(?:dm|group)Policy[=:] ?(\w+)/.exec(text)?.[1]
}
