import { createRedactor, type Redactor } from '../src/redact/redactor.ts'
import { nearMisses, noise } from './noise.ts'
import { bare, contacts, encoded, named, prefixes, tokenForms } from './secret-forms.ts'
import { World } from './world.ts'

/** How much of some kind of secret is masked. */
export interface Recall {
  readonly kind: string
  readonly tried: number
  readonly masked: number
  /** The first few texts in which something is left, redacted. */
  readonly left: readonly string[]
}

const base62 = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const alphabets: Readonly<Record<string, string>> = {
  base62,
  letters: base62.slice(0, 52),
  lower: base62.slice(0, 26) + base62.slice(52),
  upper: base62.slice(26),
  digits: base62.slice(52),
  url: `${base62}-_`,
  base64: `${base62}+/`,
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  hex: '0123456789abcdef',
  mixedhex: '0123456789abcdefABCDEF',
}

/** A made-up token of a form. It ends in a letter or digit, because logs put dots and dashes behind tokens. */
export function tokenOf(form: string, world: World): string {
  return form.replace(/<(\w+):(\d+)>/g, (_, name: string, length: string) => {
    const alphabet = alphabets[name]!.split('')
    const inner = alphabet.filter((character) => /[A-Za-z0-9]/.test(character))
    return Array.from({ length: Number(length) }, (_, at) =>
      world.pick(at === 0 || at === Number(length) - 1 ? inner : alphabet),
    ).join('')
  })
}

const mark = /‹[a-z-]+:[0-9a-f]{6}›/g
const width = 10

/** Whether so many characters of the later two thirds of a secret are left: vendors' prefixes are no secret. */
function isLeft(redacted: string, secret: string): boolean {
  const rest = redacted.replace(mark, '‹›')
  const from = Math.floor(secret.length / 3)
  const size = Math.min(width, secret.length - from)
  for (let at = from; at + size <= secret.length; at++) if (rest.includes(secret.slice(at, at + size))) return true
  return false
}

class Counter {
  tried = 0
  masked = 0
  readonly left: string[] = []

  count(redacted: string, secrets: readonly string[]): void {
    this.tried++
    if (secrets.some((secret) => isLeft(redacted, secret))) {
      if (this.left.length < 5) this.left.push(redacted)
    } else this.masked++
  }

  recall(kind: string): Recall {
    return { kind, tried: this.tried, masked: this.masked, left: this.left }
  }
}

type Contexts = Readonly<Record<string, (secret: string) => string>>

const redactLines = (redactor: Redactor, text: string): string =>
  text
    .split('\n')
    .map((line) => redactor.text(line))
    .join('\n')

/** Tokens of all forms in all contexts, each form as often as `perForm`. */
export function recallOfTokens(seed: number, perForm: number, key = new Uint8Array(32)): Recall[] {
  const redactor = createRedactor(key)
  const world = new World(seed)
  const groups: readonly [string, Contexts][] = [
    ['bare', bare],
    ['encoded', encoded],
    ['named', named],
  ]
  return groups.flatMap(([group, contexts]) =>
    Object.entries(tokenForms).map(([family, forms]) => {
      const counter = new Counter()
      for (const form of forms) {
        for (let count = 0; count < perForm; count++) {
          const [before, secret] = /^(?:(.*)\|)?(.*)$/s.exec(tokenOf(form, world))!.slice(1) as [
            string | undefined,
            string,
          ]
          for (const context of Object.values(contexts)) {
            const coded = [secret, encodeURIComponent(secret), encodeURIComponent(encodeURIComponent(secret))]
            if (before === undefined) coded.push(btoa(secret))
            counter.count(redactLines(redactor, context((before ?? '') + secret)), coded)
          }
        }
      }
      return counter.recall(`${group}: ${family}`)
    }),
  )
}

/** Secrets without a form, behind a telling name. */
export function recallOfPlainSecrets(seed: number, count: number): Recall {
  const redactor = createRedactor(new Uint8Array(32))
  const world = new World(seed)
  const counter = new Counter()
  for (let index = 0; index < count; index++) {
    const secret = tokenOf(world.pick(['<base62:24>', '<lower:20>', '<hex:32>', '<url:40>']), world)
    for (const context of Object.values(named))
      counter.count(redactLines(redactor, context(secret)), [secret, btoa(secret), btoa(`op:${secret}`)])
  }
  return counter.recall('named: without a form')
}

/** Private keys over several lines, behind each prefix. */
export function recallOfKeys(seed: number, perPrefix: number): Recall {
  const redactor = createRedactor(new Uint8Array(32))
  const world = new World(seed)
  const counter = new Counter()
  for (const prefix of prefixes) {
    for (let count = 0; count < perPrefix; count++) {
      const lines = [
        ...Array.from({ length: 12 }, () => tokenOf('<base64:64>', world)),
        tokenOf('<base64:46>==', world),
      ]
      const text = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----'].map((line) => prefix + line)
      counter.count(redactLines(redactor, text.join('\n')), lines)
    }
  }
  return counter.recall('lines of private keys')
}

export function recallOfContacts(seed: number, perForm: number): Recall {
  const redactor = createRedactor(new Uint8Array(32))
  const world = new World(seed)
  const counter = new Counter()
  for (const form of contacts) {
    for (let count = 0; count < perForm; count++) {
      const text = form.replaceAll('<n>', () => String(world.int(1, 9)))
      const redacted = redactor.text(text)
      counter.count(redacted, redacted === text ? [text] : [])
    }
  }
  return counter.recall('telephone numbers and addresses')
}

/** Ordinary lines of a gateway that are changed, though nothing in them is anybody's secret. */
export function falsePositives(seed: number, count: number): { readonly tried: number; readonly changed: string[] } {
  const redactor = createRedactor(new Uint8Array(32))
  const changed = ordinary(seed, count).filter((text) => redactor.text(text) !== text)
  return { tried: count, changed }
}

/** Lines that a gateway logs all day, and others of ids, digests, paths, versions and units. */
export function ordinary(seed: number, count: number): string[] {
  const world = new World(seed)
  const kinds = [...noise, ...nearMisses]
  const others: readonly (() => string)[] = [
    () => `run ${world.uuid()} took ${world.int(1, 9000)} ms, ${world.int(1, 200_000)} tokens in`,
    () => `device ${world.hex(64)} role=operator scopes=${world.int(1, 9)}`,
    () => `image sha256:${world.hex(64)} of openclaw 2026.${world.int(1, 12)}.${world.int(1, 30)}`,
    () => `file:///home/op/.openclaw/agents/main/sessions/${world.uuid()}.jsonl:${world.int(1, 99)}`,
    () =>
      `built from ${world.hex(7)} (${world.hex(40)}), node/24.${world.int(1, 30)}.0 openssl 3.0.${world.int(1, 20)}`,
    () => `request req_${tokenOf('<base62:24>', world)} toolu_${tokenOf('<base62:24>', world)} failed with 529`,
    () =>
      `telegram chat=-100${tokenOf('<digits:10>', world)} message=${world.int(1, 90_000)} update=${world.int(1, 9e8)}`,
    () =>
      `at Object.onMessage (/app/dist/gateway-${tokenOf('<base62:8>', world)}.js:${world.int(1, 900)}:${world.int(1, 99)})`,
    () =>
      `waited +${world.int(1, 9e9)} ms from=1795345${tokenOf('<digits:6>', world)} to=1795345${tokenOf('<digits:6>', world)}`,
    () =>
      `listening on ws://127.0.0.1:18789, [::1]:18789 and http://192.168.${world.int(0, 9)}.${world.int(2, 250)}:18789`,
  ]
  return Array.from({ length: count }, (_, index) => {
    if (index % 2 === 0) return world.pick(others)()
    const { subsystem = 'gateway', say } = world.pick(kinds)
    const said = say(world)
    return `[${subsystem}] ${typeof said === 'string' ? said : `${said[0]} ${JSON.stringify(said[1])}`}`
  })
}
