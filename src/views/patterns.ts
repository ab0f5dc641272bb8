import { isUnconditional, signalsOf, type Selector } from '../model/selector.ts'
import { blankFacts } from '../correlate/blank-facts.ts'
import type { Cause } from '../model/cause.ts'
import type { Step } from '../model/decision.ts'
import type { Derivation } from '../model/derivation.ts'
import type { Family } from '../model/family.ts'
import type { Precedence } from '../model/precedence.ts'
import type { Pattern } from '../model/pattern.ts'
import { wrap } from '../base/text.ts'

export type Families = Readonly<Record<string, Family>>

/** docs/patterns.md: every pattern, derivation and cause of the registry. Checked in CI, so that it cannot drift. */
export function patternsMarkdown(families: Families, precedence: readonly Precedence[]): string {
  const lines = [
    '# Patterns and causes',
    '',
    'Generated from `patterns/` by `npm run docs`; edit there. A *pattern* finds one kind of record ' +
      'and makes an *event* of it, a *derivation* finds what',
    'only several events show together, a *cause* explains events and says what to check and to do.',
    '',
    '| family | patterns | derivations | causes |',
    '|---|---:|---:|---:|',
    ...Object.entries(families).map(
      ([name, { patterns = [], derivations = [], causes = [] }]) =>
        `| [${name}](#${name}) | ${patterns.length} | ${derivations.length} | ${causes.length} |`,
    ),
    ...Object.entries(families).flatMap(([name, family]) => ['', `## ${name}`, ...familyMarkdown(family)]),
    ...precedenceMarkdown(precedence),
  ]
  return `${lines.join('\n')}\n`
}

function familyMarkdown({ patterns = [], derivations = [], causes = [], undecidables = [] }: Family): string[] {
  const signals = [...patterns, ...derivations]
  return [
    ...(causes.length > 0 ? ['', '### Causes', ...causes.flatMap(causeMarkdown)] : []),
    ...(undecidables.length > 0 ? ['', '### What a log may not show'] : []),
    ...undecidables.flatMap(({ id, what, enable }) => ['', `**${id}**: ${what} ${enable}`]),
    ...(signals.length > 0
      ? ['', '### Patterns', '', '| id | class | role | what it means |', '|---|---|---|---|']
      : []),
    ...signals.map(
      ({ id, class: eventClass, role, title, description }) =>
        `| \`${id}\` | ${eventClass} | ${role} | **${cell(title)}.** ${cell(description)} |`,
    ),
  ]
}

function causeMarkdown(cause: Cause): string[] {
  const { id, class: causeClass, title, requires = [], supports = [], against = [] } = cause
  return [
    '',
    `**${id}** (${causeClass}; ${gradeOf(cause).join(', ')}): ${title}.`,
    '',
    `- made by ${triggerText(cause)}`,
    ...requires.map(({ why, events }) => `- only if ${why} (${selectorsText(events)})`),
    ...supports.map(({ why, weight }) => `- likelier (+${weight}) if ${why}`),
    ...against.filter(({ weight }) => weight > 0).map(({ why, weight }) => `- less likely (−${weight}) if ${why}`),
    ...cause.checks(blankFacts).map((step) => `- check: ${stepMarkdown(step)}`),
    ...cause.fix(blankFacts).map((step) => `- fix: ${stepMarkdown(step)}`),
  ]
}

function gradeOf(cause: Cause): string[] {
  return cause.benign ? ['harmless'] : [cause.severity, cause.decide(blankFacts).verdict]
}

function triggerText({ trigger, atLeast, within }: Cause): string {
  const times = atLeast ? `, at least ${atLeast} times` : ''
  return `${selectorsText(trigger)}${times}${within ? ` within ${within}` : ''}`
}

function stepMarkdown({ what, command }: Step): string {
  return command === undefined ? what : `${what} \`${command}\``
}

function precedenceMarkdown(precedence: readonly Precedence[]): string[] {
  return [
    '',
    '## Precedence',
    '',
    'What happens to other causes when one is found. *explains*: they are its consequences. ' +
      '*absorbs*: they say nothing more, and are listed as ruled out.',
    '*rival*: they look alike from outside; the incident says that what would show them is not in the log.',
    '',
    '| cause | relation | other causes | why |',
    '|---|---|---|---|',
    ...precedence.map((row) => {
      const winners = [row.winner].flat().map(({ id }) => id)
      return `| ${winners.join(', ')} | ${row.relation} | ${cell(losersText(row).join(', '))} | ${cell(row.why)} |`
    }),
  ]
}

function losersText(row: Precedence): string[] {
  return row.relation === 'rival'
    ? row.losers.map(({ cause, telltale }) => `${cause.id} (would show: ${telltale})`)
    : row.losers.map(({ id }) => id)
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/</g, '&lt;')
}

function selectorsText(selectors: readonly Selector[]): string {
  return selectors
    .map((selector) => {
      const names = signalsOf(selector).map(({ id }) => `\`${id}\``)
      if (isUnconditional(selector) || !('pattern' in selector)) return names.join(', ')
      const { where, not } = selector
      const conditions = Object.entries(where ?? {}).map(
        ([name, value]) =>
          `${name} ${value instanceof RegExp ? `~ ${value.source}` : `= ${[value].flat().join(' or ')}`}`,
      )
      conditions.push(
        ...Object.entries(not ?? {}).map(
          ([name, value]) =>
            `${name} ${value instanceof RegExp ? `!~ ${value.source}` : `≠ ${[value].flat().join(' or ')}`}`,
        ),
      )
      return `${names.join(', ')} with \`${conditions.join(', ')}\``
    })
    .join('; ')
}

/** One line for each pattern. */
export function patternsList(families: Families, columns: number): string {
  const rows = Object.values(families).flatMap(({ patterns = [], derivations = [] }) => [...patterns, ...derivations])
  const idWidth = Math.max(...rows.map(({ id }) => id.length))
  const classWidth = Math.max(...rows.map((row) => row.class.length))
  const lines = rows.map((row) => `${row.id.padEnd(idWidth)}  ${row.class.padEnd(classWidth)}  ${row.title}`)
  return `${lines.map((line) => line.slice(0, columns)).join('\n')}\n`
}

/** What is known of a pattern, a derivation, a cause or a whole family; `undefined` when there is none of that name. */
export function patternsShow(
  families: Families,
  precedence: readonly Precedence[],
  name: string,
  columns: number,
): string | undefined {
  const family =
    families[name] ??
    Object.values(families).find(({ causes }) => causes?.some((cause) => cause.class === name && !cause.benign))
  const all = Object.values(families)
  const pattern = all.flatMap(({ patterns }) => patterns ?? []).find(({ id }) => id === name)
  const derivation = all.flatMap(({ derivations }) => derivations ?? []).find(({ id }) => id === name)
  const cause = all.flatMap(({ causes }) => causes ?? []).find(({ id }) => id === name)
  const parts = [
    pattern && showPattern(pattern, columns),
    derivation && showDerivation(derivation, columns),
    cause && showCause(cause, precedence, columns),
    !pattern && !derivation && !cause && family ? showFamily(family, precedence, columns) : undefined,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : `${parts.join('\n\n')}\n`
}

/** Ids and family names, for suggestions. */
export function patternNames(families: Families): string[] {
  return Object.entries(families).flatMap(([name, { patterns = [], derivations = [], causes = [] }]) => [
    name,
    ...[...patterns, ...derivations, ...causes].map(({ id }) => id),
  ])
}

function paragraph(text: string, columns: number, indent = '  '): string {
  return wrap(text, columns - indent.length)
    .map((line) => `${indent}${line}`)
    .join('\n')
}

function showPattern(pattern: Pattern, columns: number): string {
  const { id, class: eventClass, role, title, description, subsystems, keywords, follows, match, examples } = pattern
  const speakers = subsystems
    ? `${subsystems.join(', ')}${pattern.tagged ? '' : ', or nobody named'}`
    : 'anybody but those who quote what users write'
  return [
    `${id}  pattern · ${eventClass} · ${role}`,
    paragraph(title, columns),
    '',
    paragraph(description, columns),
    '',
    `  spoken by   ${speakers}`,
    `  keywords    ${follows === undefined ? keywords.join(' · ') : `none; stands below ${follows.id}`}`,
    `  expression  ${match.source}`,
    '',
    '  found in',
    ...examples.hits.map(({ line, note }) => `    ${line}${note === undefined ? '' : `   (${note})`}`),
    '  not in',
    ...examples.misses.map((miss) => (typeof miss === 'string' ? `    ${miss}` : `    ${miss.line}   (${miss.note})`)),
  ].join('\n')
}

function showDerivation(
  { id, class: eventClass, role, title, description, needs }: Derivation,
  columns: number,
): string {
  return [
    `${id}  derivation · ${eventClass} · ${role}`,
    paragraph(title, columns),
    '',
    paragraph(description, columns),
    '',
    paragraph(`looks at ${needs.map((signal) => signal.id).join(', ')}`, columns),
  ].join('\n')
}

function showCause(cause: Cause, precedence: readonly Precedence[], columns: number): string {
  const steps = (list: readonly Step[]): string[] =>
    list.map(({ what, command }) => `    · ${what}${command === undefined ? '' : `\n      $ ${command}`}`)
  return [
    `${cause.id}  cause · ${cause.class} · ${gradeOf(cause).join(' · ')}`,
    paragraph(cause.title, columns),
    '',
    paragraph(`made by ${selectorsText(cause.trigger)}`, columns),
    ...(cause.requires ?? []).map(({ why }) => paragraph(`only if ${why}`, columns)),
    ...(cause.supports ?? []).map(({ why, weight }) => paragraph(`+${weight} if ${why}`, columns)),
    ...(cause.against ?? []).map(({ why, weight }) => paragraph(`−${weight} if ${why}`, columns)),
    ...precedence
      .filter(({ winner }) => [winner].flat().includes(cause))
      .map((row) => paragraph(`${row.relation} ${losersText(row).join(', ')}: ${row.why}`, columns)),
    ...(cause.checks.length > 0 ? ['', '  check', ...steps(cause.checks(blankFacts))] : []),
    ...(cause.fix.length > 0 ? ['', '  fix', ...steps(cause.fix(blankFacts))] : []),
  ].join('\n')
}

function showFamily(
  { patterns = [], derivations = [], causes = [] }: Family,
  precedence: readonly Precedence[],
  columns: number,
): string {
  return [
    ...causes.filter(({ benign }) => !benign).map((cause) => showCause(cause, precedence, columns)),
    ...[...patterns, ...derivations].map(({ id, title }) => `${id}  ${title}`),
  ].join('\n\n')
}
