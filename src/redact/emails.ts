import { placesOf, type Found, type Shape } from './shape.ts'

// Letters of any script, which domains and names may have. The arrows of marks are not among them.
const letter = String.raw`A-Za-z\u00c0-\u1fff\u2c00-\ud7ff`
const local = new RegExp(String.raw`(?<![${letter}\d.%+_-])[${letter}\d._%+-]{1,64}$|"[^"\\@\n]{1,60}"$`)
const label = String.raw`[${letter}\d](?:[${letter}\d-]{0,62})`
const topLevel = String.raw`(?:[${letter}]{2,24}|xn--[a-z\d-]{2,30})`
const domain = new RegExp(String.raw`^@(?:${label}\.){1,8}${topLevel}(?![\w-]|\.[A-Za-z0-9])`)
const alone = /^@[A-Za-z][\w-]{1,40}(?![\w./:-])/
const mailBefore = /(?:mail(?:to|box)?|smtp|imap|from|to|cc|bcc|sender|recipient)["'\s:=<]{1,6}$/i

// Units of systemd, and files whose name holds a version or a size.
const notMail = [
  /@(?:s\.whatsapp\.net|c\.us|g\.us|lid|hosted|broadcast)$/,
  /\.(?:service|socket|timer|slice|scope|mount|target|path|device|png|jpe?g|gif|svg|webp)$/i,
  /@(?:\d[^@]*|latest|next|beta|alpha|canary|rc|dev|main|master)\.(?:[cm]?[jt]sx?|json|tgz|gz|log|map|node)$/i,
  /^(?:git|hg)@/i,
]

function* emails(text: string): Generator<Found> {
  for (const place of placesOf(text, '@')) {
    const from = Math.max(0, place - 72)
    const name = local.exec(text.slice(from, place))?.[0]
    if (name === undefined) continue
    const start = place - name.length
    const behind = text.slice(place, place + 300)
    const host = domain.exec(behind)?.[0] ?? hostAlone(behind, text.slice(Math.max(0, start - 16), start))
    if (host !== undefined && !notMail.some((form) => form.test(name + host))) yield { start, end: place + host.length }
  }
}

/** A host without a domain: `alice@localhost` is an address, `op@gw` at a shell's prompt is not. */
function hostAlone(behind: string, before: string): string | undefined {
  const host = alone.exec(behind)?.[0]
  return host === '@localhost' || (host !== undefined && mailBefore.test(before)) ? host : undefined
}

/** Addresses of mail. */
export const emailShapes: readonly Shape[] = [
  {
    id: 'email',
    kind: 'email',
    keywords: ['@'],
    match: emails,
    examples: {
      hits: [
        ['from alice@host.example: hi', 'alice@host.example'],
        ['alice!alice.b+c@mail.host.example', 'alice.b+c@mail.host.example'],
        ['(mailto:alice@host.example).', 'alice@host.example'],
        ['[mail] alice@mail.node said hi', 'alice@mail.node'],
        ['wrote to alice@localhost', 'alice@localhost'],
        ['mail from=alice@intranet', 'alice@intranet'],
        ['alice@bücher.example and "alice b"@host.example', 'alice@bücher.example', '"alice b"@host.example'],
      ],
      misses: [
        'user@1000.service',
        'openclaw@2026.9.6',
        'git@github.com:openclaw/openclaw.git',
        'icon@2x.png',
        '@openclaw/discord@2026.9.6',
        'node_modules/x@1.2.3/index.js',
        'openclaw@latest.tgz',
        'op@gw:~$ ls',
      ],
    },
  },
]
