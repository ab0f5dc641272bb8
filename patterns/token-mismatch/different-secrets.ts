/** Two marks are two tokens: that the sides differ can be seen without knowing either. */
export function differentSecrets(marks: readonly string[]): string {
  return marks.length < 2 ? '' : ` The lines show ${marks.length} different ones: ${marks.slice(0, 4).join(', ')}.`
}
