import { gunzipSync } from 'node:zlib'
import type { Redactor } from '../redact/redactor.ts'
import { clippedNote } from '../base/text.ts'
import { unescaped } from '../base/html.ts'
import type { File } from './tar.ts'

/** Every text of a document without secrets, wherever it stands in it. */
export function cleanDocument<Document>(document: Document, redactor: Redactor): Document {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return redactor.text(value)
    if (Array.isArray(value)) return value.map(clean)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, clean(each)]))
  }
  return clean(document) as Document
}

export function cleanText(text: string, redactor: Redactor): string {
  return text.split('\n').map((line) => redactor.text(line)).join('\n') // prettier-ignore
}

/** Names of the files that still hold a secret: looked for in what a reader sees, and in what is packed within. */
export function filesWithSecrets(files: readonly File[], redactor: Redactor): string[] {
  return files
    .filter(({ name, content }) =>
      textsOf(name, content.toString('utf8'))
        // Our own words behind a mark would look like the rest of a secret.
        .map((text) => text.replace(clippedNote, ''))
        .some((text) => redactor.text(text) !== text),
    )
    .map(({ name }) => name)
}

function textsOf(name: string, content: string): string[] {
  if (name.endsWith('.json')) return strings(content)
  if (name.endsWith('.html')) return textsOfPage(content)
  return content.split('\n')
}

function strings(json: string): string[] {
  const found: string[] = []
  try {
    JSON.parse(json, (key, value: unknown) => {
      found.push(key)
      if (typeof value === 'string') found.push(value)
      return value
    })
    return found
  } catch {
    // Configurations may have comments.
    return json.split('\n')
  }
}

/** Text and attributes of a page of ours, and the data in it; not the policy's hashes, which look like secrets. */
function textsOfPage(page: string): string[] {
  const data = /href="data:application\/gzip;base64,([^"]*)"/.exec(page)?.[1]
  const visible = page
    .replace(/<style>[^]*?<\/style>|<script>[^]*?<\/script>|<meta [^>]*>|href="data:[^"]*"/g, ' ')
    .split(/<[^>]*?"([^"]*)"|[<>]/)
    .flatMap((text) => text?.split('\n') ?? [])
    .map(unescaped)
  return data === undefined ? visible : [...visible, ...strings(gunzipSync(Buffer.from(data, 'base64')).toString())]
}
