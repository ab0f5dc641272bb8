import { printable, printableLines } from '../base/text.ts'

/**
 * A markup that tickets are written in. Texts given to `text` and `cell`, lines and commands may be hostile. All other
 * arguments are oclog's own words, or results of these functions.
 */
export interface Dialect {
  /** A text within a line. Nothing in it acts as markup, a mention, a reference or a link. */
  readonly text: (text: string) => string
  /** The same within a table. */
  readonly cell: (text: string) => string
  readonly heading: (level: 2 | 3, text: string) => string
  readonly strong: (text: string) => string
  readonly small: (text: string) => string
  readonly item: (text: string) => string
  readonly task: (text: string, command: string | undefined) => string
  readonly table: (head: readonly string[], rows: readonly (readonly string[])[]) => string
  /** Verbatim lines, collapsed where the markup can do that. */
  readonly folded: (title: string, lines: readonly string[]) => string
}

// Letters and digits of any script, and punctuation that means nothing in a markup.
const harmlessWord = /^[\p{L}\p{N}\p{M}.,;:?'"()%/…–—’“”×·‹› -]+$/u
const suspicious = /:\/\/|www\.|%\w|:[a-z_+-]+:|^\d+[.)]$|^-|\bGH-\d|\b[0-9a-f]{7,40}\b/i

/** The markup that GitHub and GitLab share. Both find mentions, references and links everywhere but in code. */
export const github: Dialect = {
  text: (text) => words(text, (word) => codeSpan(word)),
  cell: (text) => words(text, (word) => codeSpan(word).replaceAll('|', '\\|')),
  heading: (level, text) => `${'#'.repeat(level)} ${text}`,
  strong: (text) => `**${text}**`,
  small: (text) => `<sub>${text}</sub>`,
  item: (text) => `- ${text}`,
  task: (text, command) =>
    command === undefined ? `- [ ] ${text}` : `- [ ] ${text}\n${indented(fenced(command, 'sh'))}`,
  table: (head, rows) => [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
  folded: (title, lines) => `<details><summary>${title}</summary>\n\n${fenced(lines.join('\n'), 'text')}\n\n</details>`,
}

/** Jira's wiki markup. */
export const jira: Dialect = {
  text: (text) => words(text, jiraEscaped),
  cell: (text) => words(text, jiraEscaped),
  heading: (level, text) => `h${level}. ${text}`,
  strong: (text) => `*${text}*`,
  small: (text) => `_${text}_`,
  item: (text) => `* ${text}`,
  task: (text, command) => `* ( ) ${text}${command === undefined ? '' : `\n${verbatim(command)}`}`,
  table: (head, rows) =>
    [
      ...(head.some((cell) => cell !== '') ? [`||${head.join('||')}||`] : []),
      ...rows.map((cells) => `|${cells.map((cell) => (cell === '' ? ' ' : cell)).join('|')}|`),
    ].join('\n'),
  folded: (title, lines) => `${title}:\n${verbatim(lines.join('\n'))}`,
}

function words(text: string, escape: (word: string) => string): string {
  return printable(text)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      if (harmlessWord.test(word) && !suspicious.test(word)) return word
      // Brackets, quotes and punctuation around a word need not be in code.
      const [, before = '', core = '', after = ''] = /^([("']*)(.*?)([)"'.,;:]*)$/su.exec(word)!
      return core === '' ? escape(word) : `${before}${escape(core)}${after}`
    })
    .join(' ')
}

/** One backtick more than the longest run of them in the text, and `least` at least. */
function ticks(text: string, least: number): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  return '`'.repeat(Math.max(least, longest + 1))
}

function codeSpan(text: string): string {
  const around = ticks(text, 1)
  const padded = text.startsWith('`') || text.endsWith('`') ? ` ${text} ` : text
  return `${around}${padded}${around}`
}

function fenced(text: string, language: string): string {
  const around = ticks(text, 3)
  return `${around}${language}\n${printableLines(text)}\n${around}`
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ')
}

function jiraEscaped(word: string): string {
  return word.replace(/[!-/:-@[-`{-~]/g, (character) => `\\${character}`)
}

/** Jira looks for nothing but the end of such a block in it. */
function verbatim(text: string): string {
  return `{noformat}\n${printableLines(text).replaceAll(/\{(?=noformat)/gi, '{ ')}\n{noformat}`
}
