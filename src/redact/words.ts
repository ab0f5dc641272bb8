/** The words of a list with blanks between them, as alternatives of an expression. */
export const anyOf = (words: string): string => `(?:${words.trim().split(/\s+/).join('|')})`
