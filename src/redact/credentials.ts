import { fake, matchesOf, type Found, type Shape } from './shape.ts'
import { isPlain } from './value.ts'

const userInfo =
  /:(?:\\{0,4}\/){2}(?<user>[^\s/?#"'`<>\\@:‹]{0,256})(?<colon>:)?(?<password>(?<=:)[^\s/?#"'`<>\\]{0,512})?@(?=[\w[‹$])/dg
// Only the schemes of databases and brokers: in others `host:80/a@b` is a path.
const databaseUrl =
  /(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver|nats|kafka|clickhouse|libsql)(?:\+\w{1,20})?:\/\/(?<user>[^\s/?#"'`<>\\@:‹]{0,128}):(?<password>(?!\d{1,5}\/)[^\s"'`<>\\]{1,256})@(?=[\w[])/dgi

function* urlCredentials(text: string): Generator<Found> {
  for (const expression of [userInfo, databaseUrl]) {
    for (const match of matchesOf(text, expression)) {
      if (expression === databaseUrl && !/[/?#]/.test(match.groups!['password']!)) continue
      const { user, password } = match.indices!.groups!
      const alone = password === undefined || password[0] === password[1]
      const name = text.slice(user![0], user![1])
      if (name !== '' && !(alone && /^(?:git|hg|svn)$/.test(name)) && !isPlain(name, true, 1)) {
        yield { start: user![0], end: user![1], local: /^[A-Za-z]{1,20}(?:[-_.][A-Za-z]{1,20}){0,3}$/.test(name) }
      }
      if (!alone && !isMasked(text.slice(password[0], password[1])))
        yield { start: password[0], end: password[1], kind: 'password' }
    }
  }
}

// In a URL only what was masked or is a variable is left: `postgres://u:password@h` is a password.
const isMasked = (value: string) =>
  !/[\p{L}\p{N}]/u.test(value) ||
  /^(?:\*{3,}|x{3,}|<[^>]*>|\$\{?[A-Z_][A-Z0-9_]*\}?|\{\{.*\}\}|REDACTED|redacted|\[redacted\]|__[A-Z_]+__)$/.test(
    value,
  )

const curlUser =
  /(?:\s|["'])(?:-u|--user|--proxy-user|-U)(?:\s{1,4}|=|["'],\s{0,4})["']?(?<user>[^\s:"'‹]{1,128}):(?<secret>[^\s"']{1,256})/dg
const shortFlags =
  /(?:sshpass\s{1,4}-p\s{0,4}|docker\s{1,4}login\b[^\n]{0,120}?\s-p\s{1,4}|redis-cli\b[^\n]{0,120}?\s-a\s{1,4})["']?(?<secret>[^\s"']{3,256})/dg

const secretText = (text: string) => !isPlain(text, false)

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
    examples: {
      hits: [['sshpass -p swordfish ssh op@gw', 'swordfish']],
      misses: ['docker run -p 18789:18789 openclaw'],
    },
  },
]
