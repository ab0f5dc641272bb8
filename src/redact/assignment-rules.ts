import type { Name } from './names.ts'
import { isPlain } from './plain.ts'
import { isUuid, looksRandom } from './random.ts'
import type { Value } from './value.ts'
import { anyOf } from './words.ts'

/** A name that may carry a secret, with what surrounds it. */
export interface Assignment {
  readonly text: string
  /** Where the value would begin. */
  readonly at: number
  readonly name: string
  /** The rest of the name behind the word that tells: `_myservice` of `apikey_myservice`. */
  readonly suffix: string
  /** Up to 24 characters before the name. */
  readonly before: string
  /** The quote that closes behind the name. */
  readonly quote: string | undefined
  readonly separator: string | undefined
  /** The blanks between separator and value. */
  readonly blank: string
  readonly list: boolean
  readonly plural: boolean
}

/** An assignment with one value that was read. */
export interface Assigned extends Assignment {
  readonly promise: Name
  readonly quoted: boolean
  readonly found: { readonly start: number; readonly end: number }
}

interface Rule {
  readonly id: string
  /** A text with a secret that this rule lets be replaced, and the secret. */
  readonly replaces: readonly [text: string, secret: string]
  /** A text that this rule leaves as it is. */
  readonly leaves: string
}

interface NameRule extends Rule {
  readonly refuses: (assignment: Assignment) => boolean
}

interface FirstValueRule extends Rule {
  readonly refuses: (assignment: Assignment, first: Value) => boolean
}

interface ValueRule extends Rule {
  readonly applies: (assigned: Assigned, secret: string) => boolean
  readonly isSecret: (assigned: Assigned, secret: string) => boolean
}

const header = /^(?:x|xi|api|auth|access|private|csrf|xsrf|app|client|ocp-apim-subscription)-[\w-]{1,60}$/i
const isFlag = ({ name }: Assignment) => name.startsWith('-')
const isNamed = ({ quote }: Assignment) => quote !== undefined

/** Whether the value is a field of a URL's query, where everything up to the next `&` belongs to it. */
export const isQuery = ({ separator, before }: Assignment): boolean =>
  (separator === '=' && /[?&#]$|&amp;$/.test(before)) || /^%3d$/i.test(separator ?? '')

// Words that make a name one of something else than the secret.
const otherThings = anyOf(`ids? names? types? files? paths? dir env var url uri refs? hash digest fingerprint sha\\d*
  counts? limit size len length ttl exp expiry expires expiration at mode status state reason error missing mismatch
  source scopes? format version alg algo algorithm header field prefix index usage used budget public pub`)
const otherThing = new RegExp(`[-_]${otherThings}$`, 'i')
const isTagEnd = (separator: string) => separator.endsWith('>') && !/^(?:=>|->)$|<string>$/.test(separator)

/** Which names are refused for what stands around them, before a value is read. */
export const nameRules: readonly NameRule[] = [
  {
    id: 'only a flag takes its value without a separator',
    refuses: (assignment) => assignment.separator === undefined && (!isFlag(assignment) || isNamed(assignment)),
    replaces: ['--token abc', 'abc'],
    leaves: 'token abc',
  },
  {
    id: 'a comma separates only quoted names from their values',
    refuses: ({ separator, quote }) => separator === ',' && quote === undefined,
    replaces: ['["x-api-key", "abc9"]', 'abc9'],
    leaves: 'token, "q7Fake0Sw"',
  },
  {
    // URLs have a shape of their own: `https://x-access-token:…@host`.
    id: 'the user of a URL is no name',
    refuses: ({ separator, before }) => separator === ':' && before.endsWith('//'),
    replaces: ['token:x9q', 'x9q'],
    leaves: 'http://token:x9q/z',
  },
  {
    id: 'a greater-than sign separates only as the end of a tag',
    refuses: ({ separator, before }) =>
      separator !== undefined && isTagEnd(separator) && !/<(?:\w{1,20}:)?$/.test(before),
    replaces: ['<oc:token>abc</oc:token>', 'abc'],
    leaves: 'token>abc</x>',
  },
  {
    id: 'some words behind a name say that it names something else',
    refuses: ({ suffix }) => otherThing.test(suffix),
    replaces: ['apikey_acme=q7Fake0SwordfishR4nd', 'q7Fake0SwordfishR4nd'],
    leaves: 'apikey_hash=q7Fake0SwordfishR4nd',
  },
]

// A value that is compared, or given if there is no other: `password != "…"`, `process.env.TOKEN || "…"`.
const comparesOrGives = /^(?:!==?|={2,3}|\|\||\?\?|->|-|\{|\(\).*return)$/s

/** Which assignments are refused for the first value that was read. */
export const firstValueRules: readonly FirstValueRule[] = [
  {
    id: 'a comma is followed by a quoted value',
    refuses: ({ separator }, { quoted }) => separator === ',' && !quoted,
    replaces: ['["--token","abc"]', 'abc'],
    leaves: '"--token",abc',
  },
  {
    id: 'behind a comma the value of what is no flag and no header is random',
    refuses: (assignment, value) =>
      assignment.separator === ',' &&
      !isFlag(assignment) &&
      !header.test(assignment.name) &&
      !looksRandom(textOf(assignment, value)),
    replaces: ['("token", "q7Fake0SwordfishR4nd")', 'q7Fake0SwordfishR4nd'],
    leaves: '("token", "swordfish")',
  },
  {
    id: 'a word behind a comma is another name in a list of headers',
    refuses: (assignment, value) =>
      assignment.separator === ',' && !isFlag(assignment) && /^[A-Za-z-]+$/.test(textOf(assignment, value)),
    replaces: ['["x-auth-token","abc9"]', 'abc9'],
    leaves: '["x-auth-token","accept-language"]',
  },
  {
    id: 'a quoted word behind a comma that a colon follows is a name of its own',
    refuses: ({ text, separator }, { end }) =>
      separator === ',' && /^["'\\]{0,32}\s{0,2}:/.test(text.slice(end, end + 40)),
    replaces: ['["--token","abc9"]', 'abc9'],
    leaves: '["--token","abc9": 1]',
  },
  {
    id: 'a plural has values only as a list of quoted ones',
    refuses: ({ plural, list }, { quoted }) => plural && !(list && quoted),
    replaces: ['"apiKeys":["abc"]', 'abc'],
    leaves: 'apiKeys=abc',
  },
  {
    id: 'a value that is compared with is quoted',
    refuses: ({ separator }, { quoted }) => comparesOrGives.test(separator ?? '') && !quoted,
    replaces: ['if (token == "swordfish")', 'swordfish'],
    leaves: 'if (token == swordfish)',
  },
  {
    id: 'the argument of a call, and the value behind a dash, is quoted and random',
    refuses: (assignment, value) =>
      /^(?:[(-]|\(\).*)$/s.test(assignment.separator ?? '') &&
      !(value.quoted && looksIssued(textOf(assignment, value))),
    replaces: ['setToken("q7Fake0SwordfishR4nd")', 'q7Fake0SwordfishR4nd'],
    leaves: 'setToken("swordfish")',
  },
]

const looksIssued = (secret: string): boolean => looksRandom(secret) || isUuid(secret)

function textOf({ text }: Assignment, { start, end }: Value): string {
  return text.slice(start, end)
}

const complaint = /(?:nexpected|nrecogni[sz]ed|nknown|nvalid|llegal|issing|uplicate|equired) $/
// An entry of YAML or a label with its value ends behind the value; a sentence goes on.
const endOfLabel = /^[\s'"`]*(?:$|[\n}#│|]|\\+["'nrt]|[,;)\]]?\s*[\w.-]{1,64}["']?[=:])/

function isProse({ before, name }: Assignment): boolean {
  return /[A-Za-z\])] $/.test(before) && !header.test(name) && !/[_.]/.test(name)
}

/** Whether a value is a secret: the first rule that applies decides. */
export const valueRules: readonly ValueRule[] = [
  {
    id: 'a value that gives nothing away stays',
    applies: ({ quoted, promise }, secret) =>
      isPlain(secret, quoted, promise.kind === 'token' || promise.kind === 'key' ? 6 : 4),
    isSecret: () => false,
    replaces: ['token=swordfish', 'swordfish'],
    leaves: 'token=none',
  },
  {
    id: 'the next flag is no value',
    applies: ({ separator }, secret) => separator === undefined && secret.startsWith('-'),
    isSecret: () => false,
    replaces: ['--token abc --x9', 'abc'],
    leaves: '--token --x9',
  },
  {
    id: 'eight characters in a query are one',
    applies: (assigned, secret) => isQuery(assigned) && secret.length >= 8,
    isSecret: () => true,
    replaces: ['/x?key=swordfish', 'swordfish'],
    leaves: '/x?key=sword',
  },
  {
    id: 'a name that carries other things too wants a random value, or a password in quotes',
    applies: ({ promise }) => promise.weak,
    isSecret: (assigned, secret) =>
      looksRandom(secret) ||
      (assigned.quoted && assigned.promise.kind === 'password' && (isNamed(assigned) || assigned.suffix !== '')),
    replaces: ['"pass":"swordfish"', 'swordfish'],
    leaves: 'pass=swordfish',
  },
  {
    id: 'a PIN has digits alone',
    applies: ({ name }) => /pin$/i.test(name),
    isSecret: (_, secret) => /^\d{4,12}$/.test(secret),
    replaces: ['user_pin=4711', '4711'],
    leaves: 'user_pin=abcd',
  },
  {
    id: 'a signature outside of JSON is random',
    applies: (assigned) => assigned.promise.kind === 'signature' && !(isNamed(assigned) && assigned.quoted),
    isSecret: (_, secret) => looksRandom(secret),
    replaces: ['signature=q7Fake0Sw', 'q7Fake0Sw'],
    leaves: 'signature=swordfish',
  },
  {
    id: 'every separator but a colon in prose makes a value',
    applies: (assigned) =>
      assigned.separator !== ':' || isNamed(assigned) || (assigned.blank === '' && !isProse(assigned)),
    isSecret: () => true,
    replaces: ['token=swordfish was sent', 'swordfish'],
    leaves: 'token: swordfish was sent',
  },
  {
    id: 'a quoted word behind a complaint is what it complains of',
    applies: ({ quoted }) => quoted,
    isSecret: ({ before }, secret) => !complaint.test(before) || looksRandom(secret),
    replaces: ['botToken: "swordfish"', 'swordfish'],
    leaves: 'Unexpected token: "swordfish"',
  },
  {
    id: 'a random value is one',
    applies: (_, secret) => looksRandom(secret),
    isSecret: () => true,
    replaces: ['the token: q7Fake0Sw was sent', 'q7Fake0Sw'],
    leaves: 'the token: swordfish was sent',
  },
  {
    id: 'the value of a header is one',
    applies: ({ name }) => header.test(name),
    isSecret: () => true,
    replaces: ['X-Auth-Token: swordfish was sent', 'swordfish'],
    leaves: 'auth token: swordfish was sent',
  },
  {
    id: 'a label with its value ends there, and a sentence goes on',
    applies: () => true,
    isSecret: ({ text, found }) => endOfLabel.test(text.slice(found.end, found.end + 80)),
    replaces: ['password: swordfish', 'swordfish'],
    leaves: 'password: swordfish was refused',
  },
]

export function isSecret(assigned: Assigned): boolean {
  const secret = assigned.text.slice(assigned.found.start, assigned.found.end)
  return valueRules.find(({ applies }) => applies(assigned, secret))!.isSecret(assigned, secret)
}
