import { edge, fake, type Found, type Kind, type Shape } from './shape.ts'
import { closingQuote, isPlain, looksRandom, ValueReader, type Value } from './value.ts'

const quote = String.raw`(?:\\{0,31}["'${'`'}]|\\{1,31}u0022|&quot;|&#3[49];|%2[27])`

const stems = /token|secret|passw(?:or)?d|passphrase|passcode|passwort|pwd|pass|key|nonce|signature|sig|jwt|assertion|bearer|credentials?|mnemonic|otp|pin|recovery[-_]?scope/g
const behindName = new RegExp(
  String.raw`(?:[-_]?(?:v?\d{1,2}|value|plain|raw|b(?:ase)?64|base|hex|pem|enc|old|new|prev(?:ious)?|current|next|prod(?:uction)?|dev|test|staging|live|main|primary|secondary|backup))?(?<plural>s)?` +
    String.raw`(?<quote>${quote})?[ \t]{0,32}(?:(?<separator>=>|:=|={1,2}(?![=~])|:(?!:)|,|%3[AaDd]|</key>\s{0,8}<string>|>)(?<blank>(?:\s|%20){0,32})(?<list>\[\s{0,2})?|(?<=[ \t]))`,
  'iy',
)

const secretKeys = /(?:^|api|access|secret|private|priv|auth|master|signing|sign|encryption|encrypt|decrypt|aes|account|subscription|license|service|role|shared|storage|deploy|admin|hook|webhook|app|client|secretaccess|sharedaccess|anon|recovery|project|security|hmac|crypt|ssh|gpg|pgp|age|seed|wallet|openai|anthropic|gemini|google|groq|mistral|deepgram|elevenlabs|openrouter|brave|tavily|perplexity|xai|zai|azure|aws)$/
const openKeys = /(?:public|pub|session|store|owner|cache|primary|foreign|sort|partition|idempotency|dedupe?|unique|group|lane|queue|route|routing|config|registry|map|object|websocket|lookup|index|sub|mon|tur|don|jo|hoc|mc|hot|skill|host|known|row|hash|translation|i18n|locale|event|message|entry|item|field|property|parent|child|shift|any|esc|arrow|enter|press)$/

interface Name {
  readonly kind: Kind
  /** Names that carry other things too are `weak`: their value must look like a secret. */
  readonly weak: boolean
}

/** What a name promises of its value, by its last word: `gateway.auth.token`, `X_API_KEY`, `--hook-token`, `signingSecret`. */
export function classify(name: string, before = ''): Name | undefined {
  const flat = name.replace(/[-_.]/g, '').toLowerCase()
  const strong = (kind: Kind): Name => ({ kind, weak: false })
  const weak = (kind: Kind): Name => ({ kind, weak: true })
  const apart = /(?:^|[-_.\d])(?:pwd|pass|sig|otp|pin)$/i.test(name) || /[a-z\d](?:Pwd|PWD|Pass|PASS|Sig|Otp|OTP|Pin|PIN)$/.test(name)
  if (flat.endsWith('token') || flat.endsWith('recoveryscope')) return strong('token')
  if (flat.endsWith('secret') || flat.endsWith('mnemonic')) return strong('secret')
  if (/passw(?:or)?d$|passphrase$|passcode$|passwort$/.test(flat)) return strong('password')
  if (flat.endsWith('pwd') || flat.endsWith('pass')) return !apart ? undefined : flat === 'pass' ? weak('password') : strong('password')
  if (flat.endsWith('nonce')) return strong('nonce')
  if (flat.endsWith('signature')) return strong('signature')
  if (flat.endsWith('sig')) return apart ? weak('signature') : undefined
  if (/jwt$|(?:^|client|jwt|saml)assertion$/.test(flat)) return strong('jwt')
  if (flat.endsWith('bearer')) return strong('token')
  if (flat.endsWith('otp') || flat.endsWith('pin')) return apart ? strong('code') : undefined
  if (flat.endsWith('credential') || flat.endsWith('credentials')) return weak('secret')
  if (!flat.endsWith('key')) return undefined
  const owner = flat.slice(0, -3)
  if (owner === '') return secretKeys.test(before.toLowerCase()) && before !== '' ? strong('key') : weak('key')
  if (openKeys.test(owner)) return undefined
  return secretKeys.test(owner) || /^[A-Z][A-Z0-9_]*_KEY$/.test(name) ? strong('key') : weak('key')
}

const isNamePart = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 45 || code === 46

/** Names with a value, in every syntax of assignment that logs carry. */
function* assignments(text: string, lower: string): Generator<Found> {
  const reader = new ValueReader(text)
  stems.lastIndex = 0
  for (let stem = stems.exec(lower); stem !== null; stem = stems.exec(lower)) {
    const stemEnd = stem.index + stem[0].length
    behindName.lastIndex = stemEnd
    const behind = behindName.exec(text)?.groups
    if (behind === undefined) continue
    const at = behindName.lastIndex
    let start = stem.index
    while (start > 0 && stemEnd - start < 80 && isNamePart(text.charCodeAt(start - 1))) start--
    const name = text.slice(start, stemEnd)
    const before = text.slice(Math.max(0, start - 24), start)
    const resume = stems.lastIndex
    for (const value of values(text, reader, at, { name, before, quote: behind['quote'], separator: behind['separator'], blank: behind['blank'] ?? '', list: behind['list'] !== undefined, plural: behind['plural'] !== undefined })) {
      stems.lastIndex = Math.max(resume, value.end)
      yield value
    }
    stems.lastIndex = Math.max(resume, stems.lastIndex)
  }
}

const header = /^(?:x|xi|api|auth|access|private|csrf|xsrf|app|client|ocp-apim-subscription)-[\w-]{1,60}$/i

interface Assignment {
  readonly name: string
  readonly before: string
  readonly quote: string | undefined
  readonly separator: string | undefined
  readonly blank: string
  readonly list: boolean
  readonly plural: boolean
}

function* values(text: string, reader: ValueReader, at: number, assignment: Assignment): Generator<Found> {
  const { name, before, quote, separator, list } = assignment
  const flag = name.startsWith('-')
  if (separator === undefined && (!flag || quote !== undefined)) return
  if (separator === ',' && (quote === undefined || !(flag || header.test(name)))) return
  // The user of a URL: `https://x-access-token:…@host`.
  if (separator === ':' && before.endsWith('//')) return
  if (separator === '>' && !/<(?:\w{1,20}:)?$/.test(before)) return
  const promise = classify(name, /([A-Za-z]{2,24}) $/.exec(before)?.[1])
  if (promise === undefined) return
  const query = (separator === '=' && /[?&#]$|&amp;$/.test(before)) || /^%3d$/i.test(separator ?? '')
  const first = reader.read(at, { query, open: quote !== undefined })
  if (first === undefined) return
  if (separator === ',' && (!first.quoted || (!flag && /^[A-Za-z-]+$/.test(text.slice(first.start, first.end))) || /^["'\\]{0,32}\s{0,2}:/.test(text.slice(first.end, first.end + 40)))) return
  // `tokens=200000` counts, `"apiKeys":["…"]` lists.
  if (assignment.plural && !(list && first.quoted)) return
  if (separator === '>' && text[first.end] !== '<') return
  // `Environment="X_TOKEN=a b"`: the quote stands before the name, and closes behind the value.
  const outer = separator === '=' && !first.quoted && /^[A-Z0-9_]+$/.test(name) ? /["']$/.exec(before)?.[0] : undefined
  const outerEnd = outer === undefined ? undefined : closingQuote(text, first.start, outer)
  for (const value of list && first.quoted ? elements(text, reader, first) : [first]) {
    const found = reader.clipped(outerEnd !== undefined && outerEnd > value.end ? { ...value, end: outerEnd } : value)
    if (found !== undefined && isSecret(text, found, value, promise, assignment, query)) yield { ...found, kind: promise.kind }
  }
}

function isSecret(text: string, found: Found, value: Value, promise: Name, assignment: Assignment, query: boolean): boolean {
  const { name, before, quote, separator, blank } = assignment
  const secret = text.slice(found.start, found.end)
  const named = quote !== undefined
  if (isPlain(secret, value.quoted, promise.kind === 'token' || promise.kind === 'key' ? 6 : 4)) return false
  if (separator === undefined && secret.startsWith('-')) return false
  if (query && secret.length >= 8) return true
  if (promise.weak) return looksRandom(secret) || (named && value.quoted && promise.kind === 'password')
  if (/pin$/i.test(name)) return /^\d{4,12}$/.test(secret)
  if (promise.kind === 'signature' && !(named && value.quoted)) return looksRandom(secret)
  const prose = /[A-Za-z\])] $/.test(before) && !header.test(name) && !name.includes('_') && !name.includes('.')
  if (separator !== ':' || named || (blank === '' && !prose)) return true
  if (value.quoted) return !/(?:nexpected|nrecogni[sz]ed|nknown|nvalid|llegal|issing|uplicate|equired) $/.test(before) || looksRandom(secret)
  if (looksRandom(secret)) return true
  if (header.test(name)) return true
  // What is left is `token: word …`: an entry of YAML or a label with its value ends there; a sentence goes on.
  return /^[\s'"`]*(?:$|[\n}#│|]|\\+["'nrt]|[,;)\]]?\s*[\w.-]{1,64}["']?[=:])/.test(text.slice(found.end, found.end + 80))
}

function* elements(text: string, reader: ValueReader, first: Value): Generator<Value> {
  let value: Value | undefined = first
  while (value !== undefined) {
    yield value
    const comma = /^\s{0,4},\s{0,8}(?=\\*["'])/.exec(text.slice(value.next, value.next + 20))
    value = comma ? reader.read(value.next + comma[0].length) : undefined
  }
}

const schemes = /^(?:basic|bearer|token|apikey|api-key|key|negotiate|ntlm|dpop|bot|jwt|ssws|genie|mac|privatetoken|googlelogin|sharedaccesssignature|sharedkey|sharedkeylite|client|node|device|openclaw|splunk|discogs|app)$/i
const parameter = /\s{0,4}[\w-]{1,40}=(?:\\{0,31}"[^"\n]{0,2048}"|\\{0,31}'[^'\n]{0,2048}'|[^\s,"'\\]{1,2048})(?<comma>\s{0,2},)?/y

const authorization = new RegExp(
  String.raw`(?:proxy-)?authorization(?<quote>${quote})?\s{0,8}(?:=>|[:=,]|%3[AaDd])(?:\s|%20){0,32}\[?\s?(?<open>${quote})?`,
  'dgi',
)

function* authorizations(text: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const match of text.matchAll(authorization)) {
    const at = match.index + match[0].length
    const open = match.groups!['open']
    const close = open === undefined ? undefined : closingQuote(text, at, open)
    const word = /^([A-Za-z][A-Za-z0-9-]{1,31})(?:\s|%20|\+){1,4}(?=\S)/.exec(text.slice(at, Math.min(at + 40, close ?? Infinity)))
    const listed = word && !looksRandom(word[1]!) ? parameters(text, at + word[0].length) : undefined
    if (listed !== undefined && word !== null && (schemes.test(word[1]!) || listed.many)) {
      yield { start: at + word[0].length, end: listed.end }
      continue
    }
    const scheme = word && (schemes.test(word[1]!) || !(looksRandom(word[1]!) || listed)) ? word : undefined
    const value = reader.read(at + (scheme?.[0].length ?? 0))
    if (value === undefined || (close !== undefined && value.start >= close)) continue
    const found = reader.clipped(scheme || close === undefined ? value : { ...value, end: close })
    if (found === undefined) continue
    const secret = text.slice(found.start, found.end)
    if (isPlain(secret, false) || /^[a-z_]{1,20}=/.test(secret)) continue
    const listedOnly = /,\s{0,32}\S{0,32}$/.test(match[0])
    const certain = scheme ? schemes.test(scheme[1]!) || /^[A-Z]/.test(scheme[1]!) : !listedOnly && (match.groups!['quote'] !== undefined || !/[a-z] $/.test(text.slice(0, match.index).slice(-2)))
    if (looksRandom(secret) || (certain && !(scheme && isPlain(scheme[1]!, true) && !schemes.test(scheme[1]!)))) yield found
  }
}

/** `username="op", response="…"`: the credentials of Digest, Hawk, AWS4-HMAC-SHA256 and the like. */
function parameters(text: string, from: number): { end: number; many: boolean } | undefined {
  let end = from
  for (let many = false; ; many = true) {
    parameter.lastIndex = end
    const match = parameter.exec(text)
    if (match === null) return end === from ? undefined : { end, many }
    const comma = match.groups!['comma'] ?? ''
    end = parameter.lastIndex - comma.length
    if (comma === '') return { end, many }
    end += comma.length
  }
}

function lineEnd(text: string, from: number): number {
  const end = /["'`\n\r\x1b]/g
  end.lastIndex = from
  return end.exec(text)?.index ?? text.length
}

const bearer = new RegExp(String.raw`${edge}(bearer)(?:\s{1,32}|%20|\+)(?=[A-Za-z0-9._~+/=-])`, 'gi')

function* bearers(text: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const match of text.matchAll(bearer)) {
    const value = reader.read(match.index + match[0].length)
    const found = value && reader.clipped(value)
    if (found === undefined) continue
    const secret = text.slice(found.start, found.end)
    if (isPlain(secret, false) || /^[a-z_]{1,20}=/.test(secret)) continue
    if (match[1] === 'Bearer' || looksRandom(secret) || /authorization\W{1,8}$/i.test(text.slice(Math.max(0, match.index - 24), match.index))) yield found
  }
}

const basic = new RegExp(String.raw`${edge}basic(?:\s{1,32}|%20)(?<secret>[A-Za-z0-9+/_-]{6,4096}={0,2})`, 'dgi')

const cookieName = new RegExp(String.raw`${edge}(?:set-)?cookie2?(?<quote>${quote})?\s{0,8}(?:=>|[:=,])\s{0,32}(?<list>\[\s{0,4})?(?<open>${quote})?`, 'dgi')
const cookieParts = new Set(['path', 'domain', 'expires', 'max-age', 'samesite', 'priority', 'version', 'comment', 'secure', 'httponly', 'partitioned'])

function* cookies(text: string): Generator<Found> {
  const reader = new ValueReader(text)
  let done = 0
  for (const match of text.matchAll(cookieName)) {
    if (match.index < done) continue
    const at = match.index + match[0].length
    const open = match.groups!['open']
    if (open === undefined) {
      done = yield* cookiePairs(text, reader, at, lineEnd(text, at))
      continue
    }
    const first = reader.read(at - open.length, { open: true })
    if (first === undefined) continue
    for (const value of match.groups!['list'] === undefined ? [first] : elements(text, reader, first)) {
      done = yield* cookiePairs(text, reader, value.start, value.end)
    }
  }
}

const cookieObject = /cookies?\\{0,31}["']?\s{0,8}[:=]\s{0,8}\{(?<pairs>[^{}\n]{1,4096})\}/dgi
const cookieField = /(?<name>[\w.-]{1,128})\\{0,31}["']?\s{0,4}:\s{0,4}\\{0,31}["'](?<secret>[^"'\\]{1,4096})/dg

function* cookieObjects(text: string): Generator<Found> {
  for (const match of text.matchAll(cookieObject)) {
    const [from, to] = match.indices!.groups!['pairs']!
    for (const field of text.slice(from, to).matchAll(cookieField)) {
      const [start, end] = field.indices!.groups!['secret']!
      if (!cookieParts.has(field.groups!['name']!.toLowerCase()) && !isPlain(field.groups!['secret']!, true, 1)) yield { start: from + start, end: from + end }
    }
  }
}

const pair = /\s{0,4}(?<name>[^\s=;,"'\\]{1,128})=(?<value>[^\s;,"'\\]{0,8192})/y

function* cookiePairs(text: string, reader: ValueReader, from: number, to: number): Generator<Found, number> {
  let at = from
  for (;;) {
    pair.lastIndex = at
    const match = pair.exec(text)
    if (match === null || match.index >= to) {
      // A lone value, or a cookie's attribute without a value.
      const word = at === from ? reader.read(at) : undefined
      if (word !== undefined && word.end <= to && looksRandom(text.slice(word.start, word.end))) yield { start: word.start, end: word.end }
    } else {
      const { name, value } = match.groups!
      const end = Math.min(pair.lastIndex, to)
      const start = pair.lastIndex - value!.length
      if (end > start && !cookieParts.has(name!.toLowerCase()) && !isPlain(value!, true, 1)) yield { start, end }
      at = end
    }
    const separator = /^[^;"'\n]{0,64};/.exec(text.slice(at, Math.min(to, at + 65)))
    if (separator === null) return at
    at += separator[0].length
  }
}

const userInfo = /:(?:\\{0,4}\/){2}(?<user>[^\s/?#"'`<>\\@:‹]{0,256})(?<colon>:)?(?<password>(?<=:)[^\s/?#"'`<>\\]{0,512})?@(?=[\w[‹$])/dg
// Only the schemes of databases and brokers: in others `host:80/a@b` is a path.
const databaseUrl = /(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver|nats|kafka|clickhouse|libsql)(?:\+\w{1,20})?:\/\/(?<user>[^\s/?#"'`<>\\@:‹]{0,128}):(?<password>(?!\d{1,5}\/)[^\s"'`<>\\]{1,256})@(?=[\w[])/dgi

function* urlCredentials(text: string): Generator<Found> {
  for (const expression of [userInfo, databaseUrl]) {
    for (const match of text.matchAll(expression)) {
      if (expression === databaseUrl && !/[/?#]/.test(match.groups!['password']!)) continue
      const { user, password } = match.indices!.groups!
      const alone = password === undefined || password[0] === password[1]
      const name = text.slice(user![0], user![1])
      if (name !== '' && !(alone && /^(?:git|hg|svn)$/.test(name)) && !isPlain(name, true, 1)) {
        yield { start: user![0], end: user![1], local: /^[A-Za-z]{1,20}(?:[-_.][A-Za-z]{1,20}){0,3}$/.test(name) }
      }
      if (!alone && !isMasked(text.slice(password[0], password[1]))) yield { start: password[0], end: password[1], kind: 'password' }
    }
  }
}

// In a URL only what was masked or is a variable is left: `postgres://u:password@h` is a password.
const isMasked = (value: string) => !/[\p{L}\p{N}]/u.test(value) || /^(?:\*{3,}|x{3,}|<[^>]*>|\$\{?[A-Z_][A-Z0-9_]*\}?|\{\{.*\}\}|REDACTED|redacted|\[redacted\]|__[A-Z_]+__)$/.test(value)

const inQuery = /[?&#](?:code|auth|state|sig|key|pass|pw|hash|tgWebAppData|access|credential|guid|session|x-amz-(?:signature|credential|security-token)|x-goog-signature)=/gi

function* queries(text: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const match of text.matchAll(inQuery)) {
    const value = reader.read(match.index + match[0].length, { query: true })
    if (value === undefined) continue
    const secret = text.slice(value.start, value.end)
    if (isPlain(secret, false, 100)) continue
    const certain = /(?:sig|pass|pw|signature|credential)=$/i.test(match[0])
    if (certain || looksRandom(secret.replaceAll(/%[0-9A-F]{2}/gi, ''))) yield { start: value.start, end: value.end, kind: /sig|signature/i.test(match[0]) ? 'signature' : 'token' }
  }
}

const named = new RegExp(String.raw`(?<open>${quote})(?:name|key|header|field|id)${quote}\s{0,4}:\s{0,4}${quote}(?<name>[\w.-]{3,80})${quote}\s{0,4},\s{0,8}${quote}(?:value|val|content)${quote}\s{0,4}:\s{0,4}(?=\\{0,31}")`, 'dgi')

function* namedValues(text: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const match of text.matchAll(named)) {
    const name = match.groups!['name']!
    const promise = /^(?:proxy-)?authorization$|cookie$/i.test(name) ? { kind: 'token' as const, weak: false } : classify(name)
    if (promise === undefined) continue
    const value = reader.read(match.index + match[0].length, { open: true })
    if (value === undefined) continue
    const secret = text.slice(value.start, value.end)
    if (!isPlain(secret, true, 4) && (!promise.weak || looksRandom(secret))) yield { start: value.start, end: value.end, kind: promise.kind }
  }
}

const secretWord = String.raw`(?:token|secret|password|passphrase|passcode|credential|(?:api|access|secret|private|auth|signing|recovery|license|encryption)[ -]?key)`
// "Gateway token generated: …", but not "token revoked for device: …".
const label = String.raw`(?:\s{1,3}(?!(?:device|request|conn|client|session|hash|digest|fingerprint|file|path|config|id)\b)[a-z]{2,16}){0,3}\s{0,3}[:=]`
const prose = new RegExp(
  String.raw`${edge}${secretWord}(?=[\s:=│|>("'${'`'}.-])(?:\s{1,3}(?:is|was|are|to|now|set to|changed to|rotated to|value|for [\w.@-]{1,40})(?=\s)|${label})?["'${'`'}]?\s{0,3}(?:[:=│|>(.-]|->|=>|→)?\s{0,24}["'${'`'}]{0,2}(?<secret>[^\s"'${'`'}(),;<>[\]{}│|…\\\x1b]{8,512})`,
  'dgi',
)
const quotedPassword = new RegExp(String.raw`${edge}(?:secret|password|passphrase|passcode)\s{1,3}(?<quote>["'${'`'}])(?<secret>[^\s"'${'`'}\\]{4,128})\k<quote>`, 'dgi')

const codeName = String.raw`(?:pairing|setup|set-up|verification|device|user|login|sign-?in|one[- ]time|auth(?:orization|entication)?|security|confirmation|recovery|backup|invite|2fa|mfa|totp|enter(?: the| this)?)[ _-]?code`
const codes = new RegExp(
  String.raw`${edge}${codeName}s?${quote}?(?:\s{1,3}(?:is|was|are|for [\w.@-]{1,40}))?(?:[\s:=>*_${'`'}"'-]|\\{1,31}["']|</?(?:pre|code|b|strong)>){1,24}(?<secret>[A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{3,8}){0,3})(?![A-Za-z0-9_…])`,
  'dgi',
)
// The gateway's pairing codes are eight characters without 0, 1, I and O.
const isCode = (secret: string) => /^(?=[^a-z]*\d)(?!\d{1,5}$)[A-Z0-9-]{4,}$/.test(secret) || /^[A-HJ-NP-Z2-9]{8}$/.test(secret) || /^[A-Z]{4}-[A-Z]{4}$/.test(secret) || looksRandom(secret)
const groupedCode = /\bcode:?\s{1,4}["'`]?(?<secret>[A-Z0-9]{4}-[A-Z0-9]{4})(?![A-Za-z0-9_-])/dgi
const approve = /pairing\s{1,3}(?:approve|reject|deny)(?:\s{1,3}(?!\\)[^\s"'`‹]{1,64}){0,5}?\s{1,3}(?<secret>[A-HJ-NP-Z2-9]{8}|[A-Z0-9]{4}-[A-Z0-9]{4}|(?=[A-Z]{0,12}\d)[A-Z0-9]{6,12})(?![A-Za-z0-9_-])/dg
const pairingLine = /pairing[^\n]{0,200}?\bcode[=: ]{1,3}["'`]?(?<secret>[A-HJ-NP-Z2-9]{8})(?![A-Za-z0-9_-])/dgi

const pairingList = /(?:│\s{1,4}(?<cell>[A-HJ-NP-Z2-9]{8})\s{1,4}│|"code\\{0,31}"\s{0,2}:\s{0,2}\\{0,31}"(?<field>(?=[A-Z]{0,7}\d)[A-HJ-NP-Z2-9]{8})\\{0,31}")/dg

function* pairingLists(text: string): Generator<Found> {
  for (const match of text.matchAll(pairingList)) {
    const [start, end] = (match.indices!.groups!['cell'] ?? match.indices!.groups!['field'])!
    yield { start, end }
  }
}

const pemBegin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g
const pemEnd = '-----END '
const pemText = /[A-Za-z0-9+/=_-]{12,}/
const isPemCharacter = (character: string) => /[A-Za-z0-9+/=\\\s]/.test(character)

function* privateKeys(text: string): Generator<Found> {
  let done = 0
  for (const match of text.matchAll(pemBegin)) {
    if (match.index < done) continue
    let start = match.index + match[0].length
    const close = text.indexOf(pemEnd, start)
    let end = close < 0 ? text.length : close
    const quoteEnd = close < 0 ? /["']/.exec(text.slice(start)) : null
    if (quoteEnd) end = start + quoteEnd.index
    done = end
    start += /^(?:\\+[nr]|\s)*/.exec(text.slice(start, start + 200))![0].length
    while (end > start && (/\s/.test(text[end - 1]!) || (/[nr\\]/.test(text[end - 1]!) && /\\[nr]?$/.test(text.slice(end - 2, end))))) end--
    if (end > start && pemText.test(text.slice(start, end))) yield { start, end }
  }
  // The head was cut off: all there is before the end of the block.
  const tail = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY/.exec(text)
  if (tail === null || tail.index < done || text.lastIndexOf('-----BEGIN', tail.index) >= 0) return
  let start = tail.index
  while (start > 0 && isPemCharacter(text[start - 1]!)) start--
  const body = /[A-Za-z0-9+/=]{12,}(?:[\\nr\s]+[A-Za-z0-9+/=]+)*/.exec(text.slice(start, tail.index))
  if (body !== null) yield { start: start + body.index, end: tail.index }
}

const pemLine = /^(?:[\w.-]{1,64}\s{1,8}\|\s)?(?:\d{4}-\d\d-\d\dT[\d:.,]{5,20}(?:Z|[+-]\d\d:?\d\d)\s)?\s{0,16}(?<secret>[A-Za-z0-9+/]{40,128}={0,2})\s{0,16}$/dgm

const curlUser = /(?:\s|["'])(?:-u|--user|--proxy-user|-U)(?:\s{1,4}|=|["'],\s{0,4})["']?(?<user>[^\s:"'‹]{1,128}):(?<secret>[^\s"']{1,256})/dg
const shortFlags = /(?:sshpass\s{1,4}-p\s{0,4}|docker\s{1,4}login\b[^\n]{0,120}?\s-p\s{1,4}|redis-cli\b[^\n]{0,120}?\s-a\s{1,4})["']?(?<secret>[^\s"']{3,256})/dg

const secretText = (text: string) => !isPlain(text, false)

/** What a name, a scheme or a place in a syntax says is secret. */
export const contexts: readonly Shape[] = [
  {
    id: 'private-key',
    kind: 'pem',
    keywords: ['private key'],
    match: privateKeys,
    examples: {
      hits: [
        ['-----BEGIN ' + 'PRIVATE KEY-----\\n' + fake(64) + '\\n' + fake(20) + '\\n-----END ' + 'PRIVATE KEY-----\\n', `${fake(64)}\\n${fake(20)}`],
        ['-----BEGIN OPENSSH ' + 'PRIVATE KEY-----\n' + fake(70) + '\n-----END OPENSSH ' + 'PRIVATE KEY-----', fake(70)],
        ['{"k":"-----BEGIN EC ' + 'PRIVATE KEY-----\\n' + fake(64), fake(64)],
        [fake(64) + '\\n-----END RSA ' + 'PRIVATE KEY-----', fake(64) + '\\n'],
      ],
      misses: ['-----BEGIN ' + 'PRIVATE KEY----- not found in key.pem', '-----BEGIN CERTIFICATE-----'],
    },
  },
  {
    id: 'private-key-line',
    kind: 'pem',
    keywords: [],
    match: pemLine,
    accept: (secret) => /[a-z]/.test(secret) && /[A-Z]/.test(secret) && /\d/.test(secret) && !/^\/?(?:[a-z]+|[A-Z][a-z]+)\//.test(secret),
    examples: {
      hits: [
        [fake(64), fake(64)],
        [`openclaw-1  | ${fake(64)}`, fake(64)],
        [`  ${fake(42)}==  `, `${fake(42)}==`],
      ],
      misses: [fake(64, 'hex'), `{"digest":"${fake(64, 'hex')}"}`, '/Users/op/Library/Application/Support/Openclaw2/state', `built ${fake(64, 'hex')} ok`],
    },
  },
  {
    id: 'authorization',
    kind: 'token',
    keywords: ['authorization'],
    match: authorizations,
    examples: {
      hits: [
        ['Authorization: Bearer abc', 'abc'],
        ['Proxy-Authorization: Basic ' + 'b3A6' + fake(12), 'b3A6' + fake(12)],
        ['"authorization":"Custom-Scheme x9"', 'x9'],
        ['authorization: abc123secret conn=1', 'abc123secret'],
        [`Authorization: Digest username="op", response="${fake(32, 'hex')}"`, `username="op", response="${fake(32, 'hex')}"`],
        [String.raw`{\"authorization\":\"Digest username='op', nonce='${fake(16, 'hex')}'\"}`, `username='op', nonce='${fake(16, 'hex')}'`],
        ["['Authorization', 'Token t0p']", 't0p'],
      ],
      misses: ['Authorization: required', 'authorization: missing bearer token', 'Authorization: Bearer <token>', 'no Authorization header'],
    },
  },
  {
    id: 'bearer',
    kind: 'token',
    keywords: ['bearer'],
    match: bearers,
    examples: {
      hits: [
        ['sent Bearer abc', 'abc'],
        [`tried bearer ${fake(32)}.`, fake(32)],
      ],
      misses: ['Bearer token required', 'bearer auth', 'WWW-Authenticate: Bearer realm="gateway"', 'the bearer of bad news'],
    },
  },
  {
    id: 'basic-auth',
    kind: 'password',
    keywords: ['basic'],
    match: basic,
    accept: (secret) => /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(secret, 'base64').toString('latin1')),
    examples: {
      hits: [['sent Basic ' + btoa('op:' + 'swordfish'), btoa('op:' + 'swordfish')]],
      misses: ['Basic authentication required', 'basic settings'],
    },
  },
  {
    id: 'cookie',
    kind: 'cookie',
    keywords: ['cookie'],
    match: cookies,
    examples: {
      hits: [
        ['Cookie: sid=abc; theme=dark2', 'abc', 'dark2'],
        ['set-cookie: oc_session=' + fake(24) + '; Path=/; HttpOnly; Secure', fake(24)],
        ['"set-cookie":["a=b1; Path=/","c=d2"]', 'b1', 'd2'],
        [String.raw`{\"cookie\":\"sid=s3; b=${fake(9)}\"}`, 's3', fake(9)],
        [`cookie: ${fake(24)}`, fake(24)],
      ],
      misses: ['cookie: missing', 'cookies=2', 'cookie jar is empty', 'Set-Cookie: a=; Path=/'],
    },
  },
  {
    id: 'cookie-object',
    kind: 'cookie',
    keywords: ['cookie'],
    match: cookieObjects,
    examples: { hits: [['"cookies":{"sid":"abc","lang":"d9"}', 'abc', 'd9']], misses: ['cookies: {}', '"cookie":{"path":"/","secure":true}'] },
  },
  {
    id: 'url-credentials',
    kind: 'url-credentials',
    keywords: ['@'],
    match: urlCredentials,
    examples: {
      hits: [
        ['postgres://svc:swordfish@db:5432/x', 'svc', 'swordfish'],
        ['https://' + fake(32) + '@sentry.example/1', fake(32)],
        ['wss://:hunter2@gw.example/', 'hunter2'],
        ['redis://:p/w#1@cache:6379', 'p/w#1'],
        ['http://a1:b@c@proxy:3128', 'a1', 'b@c'],
        [`https://x-access-token:${fake(24)}@git.example/a/b`, 'x-access-token', fake(24)],
      ],
      misses: ['https://cdn.example:443/npm/@scope/x', 'ssh://git@host.example/x.git', 'ws://127.0.0.1:18789', 'redis://cache:6379/0?x=@y', 'http://***:***@proxy'],
    },
  },
  {
    id: 'curl-user',
    kind: 'password',
    keywords: ['curl', 'wget', '--user', '--proxy-user'],
    match: curlUser,
    accept: secretText,
    examples: {
      hits: [['curl -u op:swordfish http://gw', 'swordfish']],
      misses: ['curl -u op: http://gw', 'journalctl --user openclaw', 'docker run -u 1000:1000 openclaw'],
    },
  },
  {
    id: 'short-flag',
    kind: 'password',
    keywords: ['sshpass', 'docker', 'redis-cli'],
    match: shortFlags,
    accept: secretText,
    examples: { hits: [['sshpass -p swordfish ssh op@gw', 'swordfish']], misses: ['docker run -p 18789:18789 openclaw'] },
  },
  {
    id: 'assignment',
    kind: 'token',
    keywords: ['token', 'secret', 'passw', 'passphrase', 'passcode', 'pwd', 'pass', 'key', 'nonce', 'sig', 'jwt', 'assertion', 'bearer', 'credential', 'mnemonic', 'otp', 'pin', 'recovery'],
    match: assignments,
    examples: {
      hits: [
        ['OPENCLAW_GATEWAY_TOKEN=abc', 'abc'],
        ["export X_API_KEY='a b c'", 'a b c'],
        [String.raw`HOOK_TOKEN=\"abc\"`, 'abc'],
        ['"token":"abc"', 'abc'],
        [String.raw`"{\"auth\":{\"token\":\"abc\"}}"`, 'abc'],
        ['password: swordfish', 'swordfish'],
        ['--token abc', 'abc'],
        ['--hook-token=abc', 'abc'],
        ['args=["gateway","--token","abc"]', 'abc'],
        ['wss://gw/?token=abc&x=1', 'abc'],
        ['https://gw/#token=abc', 'abc'],
        ['gateway.auth.token = "abc"', 'abc'],
        ["{ token: 'abc', mode: 'token' }", 'abc'],
        ['X-OpenClaw-Token: abc', 'abc'],
        ['x-pomerium-jwt-assertion: abc', 'abc'],
        ['AccountKey=' + fake(60) + '==;EndpointSuffix=x', `${fake(60)}==`],
        ['Server=db;Password=a,b)c;Timeout=3', 'a,b)c'],
        ['"signature":"' + fake(86) + '…(714 chars)', fake(86)],
        ['<password>abc</password>', 'abc'],
        ['Environment="OPENCLAW_GATEWAY_PASSWORD=a b"', 'a b'],
        ['%22token%22%3A%22abc%22', 'abc'],
        ['next=%3Ftoken%3Dabc%26x%3D1', 'abc'],
        ['"apiKeys":["abc","def"]', 'abc', 'def'],
        ['"pass":"swordfish" "pin":"4711"', 'swordfish', '4711'],
        [String.raw`cmdline=openclaw\0--token\0abc`, 'abc'],
        ['token=\x1b[33mabc\x1b[39m', 'abc'],
        ['API key: abc', 'abc'],
      ],
      misses: [
        'gateway token mismatch (set gateway.remote.token to match gateway.auth.token)',
        'auth=token authMode=token authProvided=token reason=token_missing',
        'token=none token=yes token=n/a token="" token=*** token=tok-go…cdef',
        'token=$OPENCLAW_GATEWAY_TOKEN token=${TOKEN} "token":"__OPENCLAW_REDACTED__" token=<redacted>',
        'tokens=1234 maxTokens=4096 "totalTokens":48211',
        'or pass --token/--password *** start with auth',
        'pass --token or --password; --token is required',
        'Unrecognized key: "foo" Unexpected token: "o"',
        'sessionKey=agent:main:main storeKey="/home/op/.openclaw/cron/jobs.json"',
        '"publicKey":"' + fake(43) + '"',
        'token: missing or invalid',
        'keyboard: us monkey: 1 compass=north',
        'token: process.env.TOKEN, key=gateway.auth.token',
      ],
    },
  },
  {
    id: 'named-value',
    kind: 'token',
    keywords: ['"value', '"val', '"content'],
    match: namedValues,
    examples: {
      hits: [['{"name":"OPENCLAW_GATEWAY_TOKEN","value":"abc"}', 'abc']],
      misses: ['{"name":"OPENCLAW_PORT","value":"18789"}', '{"name":"X_TOKEN","value":"${X_TOKEN}"}'],
    },
  },
  {
    id: 'query',
    kind: 'token',
    keywords: ['code=', 'auth=', 'state=', 'sig=', 'key=', 'pass=', 'pw=', 'hash=', 'access=', 'guid=', 'session=', 'signature=', 'credential=', 'security-token=', 'tgwebappdata='],
    match: queries,
    examples: {
      hits: [
        ['GET /cb?code=' + fake(24) + '&state=' + fake(12), fake(24), fake(12)],
        ['https://x.blob.example/b?sv=2024&sig=ab%2Bcd%3D', 'ab%2Bcd%3D'],
      ],
      misses: ['GET /x?code=1008&state=open', '/list?key=gateway.auth.token'],
    },
  },
  {
    id: 'prose',
    kind: 'token',
    keywords: ['token', 'secret', 'passw', 'passphrase', 'passcode', 'credential', 'key'],
    match: prose,
    accept: (secret) => looksRandom(secret) && !isPlain(secret, false, 100) && !secret.includes('='),
    examples: {
      hits: [
        [`Gateway token is ${fake(24)}`, fake(24)],
        [`│ Gateway token │ ${fake(24)} │`, fake(24)],
        [`Gateway auth token generated: ${fake(24)}`, fake(24)],
        [`Sec-WebSocket-Protocol: openclaw, token.${fake(24)}`, fake(24)],
        [`Your API key ${fake(24)} was revoked`, fake(24)],
      ],
      misses: ['token count 123456789', 'token 4a24636f-3a3b-4c4d-8e8f-0123456789ab', 'wrong token authReason=token_mismatch2'],
    },
  },
  {
    id: 'quoted-password',
    kind: 'password',
    keywords: ['secret', 'passw', 'passphrase', 'passcode'],
    match: quotedPassword,
    accept: (secret) => /\d/.test(secret) && !isPlain(secret, true),
    examples: { hits: [['password "hunter2" rejected', 'hunter2']], misses: ['secret "gateway-token" not found', "Unexpected password 'o'"] },
  },
  {
    id: 'code',
    kind: 'code',
    keywords: ['code'],
    match: codes,
    accept: isCode,
    examples: {
      hits: [
        ['Pairing code: 6S6ZNL6E', '6S6ZNL6E'],
        [String.raw`Pairing code:\n\n<pre><code>Y6DVRP2C\n</code></pre>`, 'Y6DVRP2C'],
        ['enter code ABCD-2345 at https://auth.example', 'ABCD-2345'],
        ['"setupCode":"AB12CD34"', 'AB12CD34'],
        ['your setup code is 48213377', '48213377'],
      ],
      misses: ['pairing code expired', 'exit code 1008', 'errorCode=INVALID_REQUEST code=1008', 'auth code flow', 'device code EXPIRED_TOKEN'],
    },
  },
  {
    id: 'grouped-code',
    kind: 'code',
    keywords: ['code'],
    match: groupedCode,
    accept: (secret) => secret === secret.toUpperCase(),
    examples: { hits: [['open the page and type the code WDJB-MJHT', 'WDJB-MJHT']], misses: ['exit code null-null', 'error code E-1008'] },
  },
  {
    id: 'pairing-approve',
    kind: 'code',
    keywords: ['pairing'],
    match: approve,
    examples: {
      hits: [
        ['openclaw pairing approve telegram ABCD1234', 'ABCD1234'],
        ['openclaw pairing approve --channel whatsapp ABCDEFGH', 'ABCDEFGH'],
      ],
      misses: ['openclaw pairing approve telegram <code>', 'device pairing approved device=437c role=operator'],
    },
  },
  {
    id: 'pairing-code',
    kind: 'code',
    keywords: ['pairing'],
    match: pairingLine,
    accept: isCode,
    examples: { hits: [['telegram pairing request sender=42 code=ABCD2345', 'ABCD2345']], misses: ['pairing required code=1008', 'pairing failed code=NOT_PAIRED'] },
  },
  {
    id: 'pairing-list',
    kind: 'code',
    keywords: ['│', '"code'],
    match: pairingLists,
    examples: {
      hits: [
        ['│ 6S6ZNL6E │ alice │', '6S6ZNL6E'],
        ['{"requests":[{"id":"42","code":"MLRZSP4D"}]}', 'MLRZSP4D'],
      ],
      misses: ['│ Gateway  │ running │', '"code":"REJECTED"'],
    },
  },
]
