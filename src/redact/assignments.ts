import { assignmentExamples } from './assignment-examples.ts'
import { firstValueRules, isQuery, isSecret, nameRules, type Assignment } from './assignment-rules.ts'
import { classify, quote, type Name } from './names.ts'
import { isPlain } from './plain.ts'
import { looksRandom } from './random.ts'
import { tableOf } from './runs.ts'
import { fake, matchesOf, type Found, type Shape } from './shape.ts'
import { closingQuote, ValueReader, type Value } from './value.ts'
import { anyOf } from './words.ts'

const stemWords = `token secret(?:[-_]?id)? passw(?:or)?d passphrase passcode passwort kennwort pwd pass key nonce
  signature sig jwt assertion bearer credentials? creds mnemonic otp pin psk auth recovery[-_]?scope [-_.]pat [-_.]pw`
const stem = new RegExp(anyOf(stemWords), 'g')

// Parts of names behind the word that tells, which change nothing: `API_KEY_PROD`, `token2`.
const sameName = anyOf(`v?\\d{1,2} value plain raw b(?:ase)?64 base hex pem enc old new prev(?:ious)? current next
  prod(?:uction)? dev test staging live main primary secondary backup`)
const typeName = String.raw`(?:\s{1,2}|\s{0,2}:\s{0,2})&?(?:'static )?(?:string|str|String|char\*?)(?=\s{0,2}:?=)`
const operators = [
  String.raw`=>|->|\?=|:{1,3}=|!={1,2}|={1,3}(?![=~])|:(?!:)|\|\||\?\?|,|%3[AaDd]`,
  // Of a call, of a list of C++, of a function that gives it back.
  String.raw`\((?!\))|\{(?=\s{0,32}["'])|\(\)\s{0,2}(?:\w{1,12}\s{0,2})?\{\s{0,8}return\b`,
  String.raw`</key>\s{0,8}<string>|-(?=\s{1,4}["'])`,
].join('|')
const attributes = String.raw`(?:\s{1,4}[\w:-]{1,40}=["'][^"'<>]{0,60}["']){1,3}\s{0,4}>`
const behindName = new RegExp(
  String.raw`^(?:[-_]?${sameName}(?![A-Za-z])|(?<suffix>_[A-Za-z0-9_]{1,32}|-[A-Za-z0-9_-]{1,32}))?(?<plural>s)?` +
    String.raw`(?<quote>${quote})?(?:(?<=["'])[\])]{1,2})?(?:${typeName})?` +
    String.raw`(?:(?<tag>${attributes})|[ \t]{0,32}(?:(?<separator>${operators}|>)(?<blank>(?:\s|%20){0,32})` +
    String.raw`(?:[|>][-+]?\s{2,32})?(?<list>\[\s{0,2}|[({]\s{0,32}(?=["']))?|(?<=[ \t])))`,
  'i',
)
/** Characters behind a name that are looked at. */
const reach = 240

const opener = tableOf(/[-_\s="'`\\:&%<>!?|,({[\]a-z0-9]/i)
const afterBlank = tableOf(/[-=:>!?|,({&%sc]/i)

/**
 * Whether behind a word there may be the rest of a name with a value: most words of prose are told by the next
 * character.
 */
function mayBeName(text: string, start: number, end: number): boolean {
  let at = end
  const next = text.charCodeAt(at)
  if (opener[next] !== 1) return false
  if (next !== 32) return true
  while (text.charCodeAt(at) === 32 && at - end < 33) at++
  // A flag takes its value behind a blank, and the tag of an element its attributes.
  return afterBlank[text.charCodeAt(at)] === 1 || /[-<]/.test(text.slice(Math.max(0, start - 40), start))
}

const isNamePart = (character: string) => /[\w.-]/.test(character)

/** Names with a value, in every syntax of assignment that logs carry. */
function* assignments(text: string, lower: string): Generator<Found> {
  const reader = new ValueReader(text)
  let resume = 0
  for (;;) {
    stem.lastIndex = resume
    const found = stem.exec(lower)
    if (found === null) return
    const stemEnd = found.index + found[0].length
    resume = stemEnd
    if (!mayBeName(text, found.index, stemEnd)) continue
    const behind = behindName.exec(text.slice(stemEnd, stemEnd + reach))
    if (behind === null) continue
    const { quote, tag, suffix, blank = '', list, plural } = behind.groups!
    let start = found.index
    while (start > 0 && stemEnd - start < 80 && isNamePart(text[start - 1]!)) start--
    const assignment: Assignment = {
      text,
      at: stemEnd + behind[0].length,
      name: text.slice(start, stemEnd),
      suffix: suffix ?? '',
      before: text.slice(Math.max(0, start - 24), start),
      quote,
      separator: tag === undefined ? behind.groups!['separator'] : '>',
      blank,
      list: list !== undefined,
      plural: plural !== undefined,
    }
    for (const value of values(assignment, reader)) {
      resume = Math.max(stemEnd, value.end)
      yield value
    }
  }
}

function* values(assignment: Assignment, reader: ValueReader): Generator<Found> {
  const { text, at, name, suffix, before, separator } = assignment
  if (nameRules.some(({ refuses }) => refuses(assignment))) return
  const named = classify(name, /([A-Za-z]{2,24}) $/.exec(before)?.[1])
  if (named === undefined) return
  // `apikey_myservice` holds a key, `token_count` does not.
  const promise = suffix === '' ? named : { ...named, weak: true }
  const first =
    separator?.endsWith('>') && separator !== '=>' && separator !== '->'
      ? element(text, at)
      : reader.read(at, { query: isQuery(assignment), open: assignment.quote !== undefined })
  if (first === undefined || firstValueRules.some(({ refuses }) => refuses(assignment, first))) return
  const outerEnd = outerQuoteEnd(assignment, first)
  for (const value of assignment.list && first.quoted ? reader.list(first) : [first]) {
    const found = reader.clipped(outerEnd !== undefined && outerEnd > value.end ? { ...value, end: outerEnd } : value)
    if (found !== undefined && isSecret({ ...assignment, promise, quoted: value.quoted, found }))
      yield { ...found, kind: promise.kind }
  }
}

/** Of `Environment="X_TOKEN=a b"`: the quote stands before the name, and closes behind the value. */
function outerQuoteEnd({ text, name, before, separator }: Assignment, first: Value): number | undefined {
  if (separator !== '=' || first.quoted || !/^[A-Z0-9_]+$/.test(name)) return undefined
  const outer = /\\{0,31}["']$/.exec(before)?.[0]
  return outer === undefined ? undefined : closingQuote(text, first.start, outer)
}

/** The text of an XML element that holds no other. */
function element(text: string, start: number): Value | undefined {
  const end = text.indexOf('<', start)
  return end > start && end - start <= 4096 && text[end + 1] === '/'
    ? { start, end, quoted: true, next: end }
    : undefined
}

const fields = anyOf(`code auth state sig key pass pw hash tgwebappdata access credential guid session
  x-amz-(?:signature|credential|security-token) x-goog-signature`)
const inQuery = new RegExp(`[?&#]${fields}=`, 'g')

function* queries(text: string, lower: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const match of matchesOf(lower, inQuery)) {
    const value = reader.read(match.index + match[0].length, { query: true })
    if (value === undefined) continue
    const secret = text.slice(value.start, value.end)
    if (isPlain(secret, false, 100)) continue
    const certain = /(?:sig|pass|pw|signature|credential)=$/.test(match[0])
    if (certain || looksRandom(secret.replaceAll(/%[0-9A-F]{2}/gi, '')))
      yield { start: value.start, end: value.end, kind: /sig|signature/.test(match[0]) ? 'signature' : 'token' }
  }
}

// `"name":"X","value":"…"` of JSON, `name: X` and `value: …` of YAML, `<add key="X" value="…"/>` and
// `<entry key="X">…</entry>` of XML.
const nameField = /(?:name|key|header|field|property|id)(?:\\*["']|%22|&quot;)?\s*[=:]/g
const valueField = String.raw`\s{0,4},?\s{0,8}${quote}?(?:value|val|content)${quote}?\s{0,4}[=:]\s{0,4}`
const nameAndValue = new RegExp(
  String.raw`^\s{0,4}${quote}?(?<name>[\w.:-]{3,80}?)${quote}?(?:${valueField}|(?<tag>\s{0,4}>))`,
  'i',
)

function* namedValues(text: string, lower: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const match of matchesOf(lower, nameField)) {
    const start = match.index + match[0].length
    const found = nameAndValue.exec(text.slice(start, start + reach))
    if (found === null) continue
    const promise = promiseOf(found.groups!['name']!)
    if (promise === undefined) continue
    const at = start + found[0].length
    const value = found.groups!['tag'] === undefined ? reader.read(at, { open: true }) : element(text, at)
    if (value === undefined) continue
    const secret = text.slice(value.start, value.end)
    if (!isPlain(secret, true, 4) && (!promise.weak || looksRandom(secret)))
      yield { start: value.start, end: value.end, kind: promise.kind }
  }
}

function promiseOf(name: string): Name | undefined {
  return /^(?:proxy-)?authorization$|cookie$/i.test(name) ? { kind: 'token', weak: false } : classify(name)
}

const stems = `token secret passw passphrase passcode passwort kennwort pwd pass key nonce sig jwt assertion bearer
  credential creds mnemonic otp pin psk auth recovery _pat -pat .pat _pw -pw .pw`.split(/\s+/)

/** Names with values. */
export const assignmentShapes: readonly Shape[] = [
  { id: 'assignment', kind: 'token', keywords: stems, match: assignments, examples: assignmentExamples },
  {
    id: 'named-value',
    kind: 'token',
    keywords: ['value', '"val', '"content', 'content"', '_key">', 'key">', 'token">', 'secret">', 'word">'],
    match: namedValues,
    examples: {
      hits: [
        ['{"name":"OPENCLAW_GATEWAY_TOKEN","value":"abc"}', 'abc'],
        ['<add key="DbPassword" value="swordfish"/>', 'swordfish'],
        ['<string name="api_key">swordfish</string>', 'swordfish'],
        ['- name: X_TOKEN\n  value: abc', 'abc'],
      ],
      misses: [
        '{"name":"OPENCLAW_PORT","value":"18789"}',
        '{"name":"X_TOKEN","value":"${X_TOKEN}"}',
        '<add key="Port" value="swordfish"/>',
      ],
    },
  },
  {
    id: 'query',
    kind: 'token',
    keywords: [
      'code=',
      'auth=',
      'state=',
      'sig=',
      'key=',
      'pass=',
      'pw=',
      'hash=',
      'access=',
      'guid=',
      'session=',
      'signature=',
      'credential=',
      'security-token=',
      'tgwebappdata=',
    ],
    match: queries,
    examples: {
      hits: [
        ['GET /cb?code=' + fake(24) + '&state=' + fake(12), fake(24), fake(12)],
        ['https://x.blob.example/b?sv=2024&sig=ab%2Bcd%3D', 'ab%2Bcd%3D'],
      ],
      misses: ['GET /x?code=1008&state=open', '/list?key=gateway.auth.token'],
    },
  },
]
