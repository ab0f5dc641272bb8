/** The marks that stand for redacted tokens: two marks are two tokens, which shows that the sides differ. */
export function differentSecrets(marks: readonly string[]): string {
  return marks.length < 2 ? '' : ` The lines show ${marks.length} different ones: ${marks.slice(0, 4).join(', ')}.`
}
