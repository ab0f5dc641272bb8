import type { Change } from '../correlate/tracker.ts'
import { UserError } from '../base/errors.ts'
import type { Severity } from '../model/cause.ts'
import { printable } from '../base/text.ts'
import { shortId, verdictWords } from '../timeline/words.ts'
import { changeDocument } from '../timeline/json.ts'
import { Later, Refusal, type Target } from './notifier.ts'

const shapes = ['json', 'slack', 'discord', 'ntfy'] as const
type Shape = (typeof shapes)[number]

interface Request {
  readonly url: string
  readonly body: unknown
}

/**
 * `--webhook`: `https://…`, whose host decides about the shape, or `slack+https://…`, `discord+…`, `ntfy+…`, `json+…`.
 * The address is a secret: only its host is ever shown.
 */
export function webhookTarget(address: string): Target {
  const [, prefix, rest] = /^(?:([a-z]+)\+)?(.*)$/s.exec(address)!
  const url = URL.canParse(rest!) ? new URL(rest!) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UserError('--webhook is no http or https address; write https://host/path, or ntfy+https://host/topic')
  }
  if (prefix !== undefined && !shapes.includes(prefix as Shape)) {
    throw new UserError(`--webhook ${prefix}+… is no shape that is known; there are ${shapes.join(', ')}`)
  }
  const shape = (prefix as Shape | undefined) ?? shapeOf(url)
  if (shape === 'ntfy' && url.pathname.length < 2) {
    throw new UserError(`--webhook ntfy at ${url.host} names no topic; write ntfy+https://${url.host}/topic`)
  }
  return {
    title: `--webhook ${url.host}`,
    async send(change, signal) {
      const { url: to, body } = requestOf[shape](url, change)
      const response = await fetch(to, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization(url) },
        body: JSON.stringify(body),
        redirect: 'error',
        signal,
      })
      await response.body?.cancel()
      if (response.ok) return
      const why = `HTTP ${response.status}`
      if (response.status === 429 || response.status === 503) throw new Later(why, retryAfter(response))
      throw response.status >= 500 || response.status === 408 ? new Error(why) : new Refusal(why)
    },
  }
}

function shapeOf({ hostname, pathname }: URL): Shape {
  if (hostname === 'hooks.slack.com') return 'slack'
  if (/^(?:\w+\.)?discord(?:app)?\.com$/.test(hostname) && pathname.startsWith('/api/webhooks/')) return 'discord'
  return hostname === 'ntfy.sh' ? 'ntfy' : 'json'
}

const requestOf: Record<Shape, (url: URL, change: Change) => Request> = {
  json: (url, change) => ({ url: bare(url), body: changeDocument(change) }),
  // Slack finds `<!channel>` and links in a text unless these three characters are escaped.
  // https://docs.slack.dev/messaging/formatting-message-text
  slack: (url, change) => ({
    url: bare(url),
    body: {
      text: inert(wordsOf(change), slackTitle).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
      unfurl_links: false,
      unfurl_media: false,
    },
  }),
  // Discord takes 2000 characters, and must mention nobody, whatever a log says.
  // https://discord.com/developers/docs/resources/webhook
  discord: (url, change) => ({
    url: bare(url),
    body: { content: inert(wordsOf(change), discordTitle), allowed_mentions: { parse: [] } },
  }),
  // ntfy also takes headers, which cannot hold all characters. https://docs.ntfy.sh/publish/#publish-as-json
  ntfy: (url, change) => {
    const [title = '', ...message] = wordsOf(change).split('\n')
    const topic = url.pathname.slice(1)
    const priority = change.kind === 'opened' || change.kind === 'reopened' ? priorities[change.incident.severity] : 3
    return { url: bare(new URL('/', url)), body: { topic, title, message: message.join('\n'), priority } }
  },
}

const priorities: Record<Severity, number> = { critical: 5, high: 4, medium: 3, low: 2 }

const signs = { opened: '🔴', reopened: '🔴', resolved: '🟢', withdrawn: '⚪', updated: '·' } as const
const words = {
  opened: 'opened',
  reopened: 'back again',
  resolved: 'recovered',
  withdrawn: 'was harmless',
  updated: 'changed',
} as const

/** A message for people: title, verdict, explanation, and the first check of an incident that opened. */
function wordsOf({ kind, incident }: Change): string {
  const { cause, explanation, confidence, checks, decision } = incident.finding
  const check = checks[0]
  const sure = `${Math.round(confidence * 100)} % sure`
  const lines = [
    `${signs[kind]} ${cause.title} (${words[kind]}, ${incident.gateway})`,
    `${verdictWords[decision.verdict]} · ${incident.severity} · ${sure} · incident ${shortId(incident.id)}`,
    explanation,
    ...(check && (kind === 'opened' || kind === 'reopened')
      ? [`Check: ${check.what}${check.command ? ` — ${check.command}` : ''}`]
      : []),
  ]
  return lines.map(printable).join('\n')
}

// Shows nothing, and keeps apart what together would be a link or a mention.
const gap = '\u200b'

/**
 * Peers choose the names and reasons that gateways log: an address in one is to be read, not followed. All but the
 * title is a block of code, which neither Slack nor Discord looks into, so that commands can be copied.
 */
function inert(text: string, title: (line: string) => string): string {
  const [first = '', ...rest] = text.split('\n')
  const code = rest.join('\n').replaceAll('`', '\u02cb')
  const block = code.replace(/:\/\/(?!127\.0\.0\.1|localhost)|\bwww\.|\](?=\()|@(?=everyone|here|channel)/gi, apart)
  return `${title(first.slice(0, 300)).replace(/:\/\/|\](?=\()|[@#](?=\w)|\.(?=[a-z])/gi, apart)}
\`\`\`
${block.slice(0, 1200)}
\`\`\``
}

const apart = (found: string): string => `${found}${gap}`

/** Slack has no escape for these. https://docs.slack.dev/messaging/formatting-message-text */
const slackTitle = (line: string): string => line.replace(/[*_~`]/g, (mark) => `${gap}${mark}${gap}`)

/** https://support.discord.com/hc/en-us/articles/210298617 */
const discordTitle = (line: string): string => line.replace(/[\\`*_~|[\]()<>#]/g, String.raw`\$&`)

/** `fetch` refuses addresses that hold a user and a password. */
function bare(url: URL): string {
  const copy = new URL(url)
  copy.username = ''
  copy.password = ''
  return copy.href
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
}

/** Milliseconds. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function retryAfter(response: Response): number {
  const text = response.headers.get('retry-after') ?? ''
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000
  const at = Date.parse(text)
  return Number.isNaN(at) ? 1000 : Math.max(0, at - Date.now())
}
