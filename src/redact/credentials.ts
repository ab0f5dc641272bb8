import { isPlain } from './plain.ts'
import { looksRandom } from './random.ts'
import { fake, matchesOf, placesOf, type Found, type Shape } from './shape.ts'
import { ValueReader } from './value.ts'
import { anyOf } from './words.ts'

// Only the schemes of databases and brokers have passwords with slashes: in others `host:80/a@b` is a path.
const databases = anyOf(`postgres(?:ql)? mysql mariadb mongodb(?:\\+srv)? rediss? amqps? mssql sqlserver nats kafka
  clickhouse libsql cloudinary`)
const database = new RegExp(`${databases}(?:\\+\\w{1,20})?$`)
const authorityEnd = /[\s/?#"'`<>\\]/
const databaseEnd = /[\s"'`<>\\]/
const longestAuthority = 800

function* urlCredentials(text: string, lower: string): Generator<Found> {
  for (const place of placesOf(text, '://')) {
    const from = place + 3
    const scheme = database.exec(lower.slice(Math.max(0, place - 40), place))
    const reach = text.slice(from, from + longestAuthority)
    const end = reach.search(scheme === null ? authorityEnd : databaseEnd)
    const authority = end < 0 ? reach : reach.slice(0, end)
    const at = scheme === null ? authority.lastIndexOf('@') : hostStart(authority)
    if (at < 0 || !/^@[\w[‹$]/.test(authority.slice(at, at + 2))) continue
    const userEnd = authority.slice(0, at).indexOf(':')
    const name = authority.slice(0, userEnd < 0 ? at : userEnd)
    const password = userEnd < 0 ? undefined : authority.slice(userEnd + 1, at)
    yield* partsOf(from, name, password)
  }
}

/** Where the `@` before the host is. A password may hold others, and a path may, too. */
function hostStart(authority: string): number {
  const path = authority.search(/[/?#]/)
  const before = authority.slice(0, path < 0 ? authority.length : path)
  // In front of a path: `redis://cache:6379/0?x=@y` has no user.
  if (before.includes('@')) return before.lastIndexOf('@')
  return path < 0 || /^[^:]*:\d{1,5}$/.test(before) || !before.includes(':') ? -1 : authority.lastIndexOf('@')
}

function* partsOf(from: number, name: string, password: string | undefined): Generator<Found> {
  const alone = password === undefined || password === ''
  if (name !== '' && !(alone && /^(?:git|hg|svn)$/.test(name)) && !isPlain(name, true, 1) && !name.includes('‹')) {
    const local = /^[A-Za-z]{1,20}(?:[-_.][A-Za-z]{1,20}){0,3}$/.test(name)
    yield { start: from, end: from + name.length, local }
  }
  if (alone || isMasked(password)) return
  const start = from + name.length + 1
  yield { start, end: start + password.length, kind: 'password' }
}

// In a URL only what was masked or is a variable is left: `postgres://u:password@h` is a password.
const maskedForms =
  /^(?:\*{3,}|x{3,}|<[^>]*>|\$\{?[A-Z_][A-Z0-9_]*\}?|\{\{.*\}\}|REDACTED|redacted|\[redacted\]|__[A-Z_]+__)$/
const isMasked = (value: string) => !/[\p{L}\p{N}]/u.test(value) || maskedForms.test(value)

const userFlag = /(?:^|[\s"'])(?:-u|-U|--user|--proxy-user)(?:\s+|=|["'],\s*)/g
const userAndPassword = [
  /^"(?<user>[^"]{0,128}?):(?<secret>[^"]{0,256})"/,
  /^'(?<user>[^']{0,128}?):(?<secret>[^']{0,256})'/,
  /^(?<user>[^\s:"'‹]{1,128}):(?:"(?<quoted>[^"]{1,256})"|'(?<single>[^']{1,256})'|(?<secret>[^\s"']{1,256}))/,
]

function* curlUsers(text: string, lower: string): Generator<Found> {
  const isCurl = lower.includes('curl') || lower.includes('wget') || lower.includes('http')
  for (const match of matchesOf(text, userFlag)) {
    const from = match.index + match[0].length
    const found = userAndPassword.map((form) => form.exec(text.slice(from, from + 400))).find((each) => each !== null)
    if (!found) continue
    const { user = '', secret, quoted, single } = found.groups!
    const password = secret ?? quoted ?? single ?? ''
    const closing = /["']$/.test(found[0]) ? 1 : 0
    const end = from + found[0].length - closing
    // `-u "token:"`: an API key as the user.
    if (password === '' && looksLikeKey(user)) yield { start: end - 1 - user.length, end: end - 1 }
    else if (!isPlain(password, false) && (isCurl || looksLikeKey(password)))
      yield { start: end - password.length, end }
  }
}

/** Letters with digits or signs between them. */
const looksLikeKey = (text: string): boolean =>
  looksRandom(text) || (text.length >= 8 && /[A-Za-z]/.test(text) && /\d/.test(text) && !/^[a-z]+\d+$/i.test(text))

interface ShortFlag {
  readonly program: string
  /** Of the text behind the program, up to the password. */
  readonly head: RegExp
}

const shortFlags: readonly ShortFlag[] = [
  { program: 'sshpass', head: /^\s{1,4}-p\s{0,4}/ },
  { program: 'docker', head: /^\s{1,4}login\b[^\n]{0,120}?\s-p\s{1,4}/ },
  { program: 'redis-cli', head: /^[^\n]{0,120}?\s-a\s{1,4}/ },
  { program: 'mysql', head: /^(?:dump|admin)?[^\n]{0,120}?\s-p(?=\S)/ },
  { program: 'requirepass', head: /^\s{1,8}/ },
  { program: 'masterauth', head: /^\s{1,8}/ },
  { program: 'identified by', head: /^\s{1,4}(?=['"])/ },
  { program: '-passin', head: /^\s{1,4}pass:/ },
  { program: '-passout', head: /^\s{1,4}pass:/ },
]

function* passwordsOfPrograms(text: string, lower: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const { program, head } of shortFlags) {
    for (const place of placesOf(lower, program)) {
      const from = place + program.length
      const found = head.exec(text.slice(from, from + 160))
      const value = found && reader.read(from + found[0].length)
      if (value && value.end - value.start >= 3 && !isPlain(text.slice(value.start, value.end), false))
        yield { start: value.start, end: value.end }
    }
  }
}

// `export X_TOKEN abc` of fish and csh, `setx X_TOKEN abc` of Windows, `ENV X_TOKEN abc` of Docker.
const shellCommand = String.raw`(?:setx|setenv|export|ENV|ARG|set\s+-[a-z]+)`
const shellVariable = new RegExp(
  String.raw`(?<![A-Za-z0-9_.-])${shellCommand}\s+[A-Z][A-Z0-9_]*(?:TOKEN|SECRET|PASSWORD|PASSWD|PASS|KEY)\s+` +
    String.raw`(?<secret>[^\s"';=]+)`,
  'g',
)
// Of `.netrc`.
const netrc = /(?:^|\s)login\s+\S+\s+password\s+(?<secret>[^\s"']+)/g

const secretText = (secret: string) => secret.length >= 3 && !isPlain(secret, false)

/** User names and passwords of URLs, and of programs that take them in few letters. */
export const credentialShapes: readonly Shape[] = [
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
      misses: [
        'https://cdn.example:443/npm/@scope/x',
        'ssh://git@host.example/x.git',
        'ws://127.0.0.1:18789',
        'redis://cache:6379/0?x=@y',
        'http://***:***@proxy',
      ],
    },
  },
  {
    id: 'curl-user',
    kind: 'password',
    keywords: [' -u', '"-u', '--user', '--proxy-user'],
    match: curlUsers,
    examples: {
      hits: [
        ['curl -u op:swordfish http://gw', 'swordfish'],
        [`curl --user op:'sword fish' http://gw`, 'sword fish'],
        ['curl -u "op:sword fish" http://gw', 'sword fish'],
        [`curl -u ":${fake(12)}" http://gw`, fake(12)],
        [`curl -u "${fake(12)}:" http://gw`, fake(12)],
        [`  -u op:${fake(12)} \\`, fake(12)],
      ],
      misses: [
        'curl -u op: http://gw',
        'journalctl --user openclaw',
        'docker run -u 1000:1000 openclaw',
        'docker run --user node:node openclaw',
      ],
    },
  },
  {
    id: 'short-flag',
    kind: 'password',
    keywords: shortFlags.map(({ program }) => program),
    match: passwordsOfPrograms,
    examples: {
      hits: [
        ['sshpass -p swordfish ssh op@gw', 'swordfish'],
        ['mysql -u op -pswordfish oc', 'swordfish'],
        ["CREATE USER oc IDENTIFIED BY 'swordfish'", 'swordfish'],
      ],
      misses: ['docker run -p 18789:18789 openclaw', 'requirepass is not set', 'mysqld -p 3306'],
    },
  },
  {
    id: 'shell-variable',
    kind: 'token',
    keywords: ['setx', 'setenv', 'export', 'env ', 'arg ', 'set -'],
    match: shellVariable,
    accept: secretText,
    examples: {
      hits: [['set -gx X_API_KEY swordfish', 'swordfish']],
      misses: ['export X_API_KEY and go on', 'ENV X_TOKEN $TOKEN'],
    },
  },
  {
    id: 'netrc',
    kind: 'password',
    keywords: ['login'],
    match: netrc,
    accept: secretText,
    examples: {
      hits: [['machine h login op password swordfish', 'swordfish']],
      misses: ['the login asks for a password again'],
    },
  },
]
