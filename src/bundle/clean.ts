import { gunzipSync } from 'node:zlib'
import type { Redactor } from '../redact/redactor.ts'
import { clippedNote } from '../base/text.ts'
import { unescaped } from '../base/html.ts'
import { mapTexts } from '../base/json.ts'
import type { File } from './tar.ts'

/** A document in which every text is redacted, wherever it stands. */
export function cleanDocument<Document>(document: Document, redactor: Redactor): Document {
  return mapTexts(document, (text) => redactor.text(text))
}

export function cleanText(text: string, redactor: Redactor): string {
  const lines = text.split('\n')
  return lines.map((line) => redactor.text(line)).join('\n')
}

/**
 * Names of the files that still hold a secret, in the text that a reader sees or in data that is packed into it. The
 * layout of a view may put two words of the document side by side so that they look like a name and its secret. They
 * are none if the document, whose texts are looked at one by one, holds them, too.
 */
export function filesWithSecrets(files: readonly File[], redactor: Redactor): string[] {
  const document = files.find(({ name }) => name === 'timeline.json')
  const known = document === undefined ? '' : strings(document.content.toString('utf8')).join('\n')
  return files
    .filter((file) =>
      textsOf(file.name, file.content.toString('utf8'))
        // oclog's own words behind a mark look like the rest of a secret.
        .map((text) => text.replace(clippedNote, ''))
        .some((text) =>
          redactor.find(text).some(({ start, end }) => !isView(file) || !holds(known, text.slice(start, end))),
        ),
    )
    .map(({ name }) => name)
}

/** Whether a file is made of the document alone. */
const isView = ({ name }: File): boolean => /^(?:timeline\.(?:html|md)|versions\.txt|logs\/.*)$/.test(name)

/** Whether all words of a text stand in another. */
function holds(known: string, text: string): boolean {
  return text
    .split(/[\s`|*<>]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .every((word) => known.includes(word))
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
    // A configuration may have comments.
    return json.split('\n')
  }
}

/** Texts, attributes and data of the HTML page. The policy's hashes look like secrets and are left out. */
function textsOfPage(page: string): string[] {
  const data = /href="data:application\/gzip;base64,([^"]*)"/.exec(page)?.[1]
  const visible = page
    .replace(/<style>[^]*?<\/style>|<script>[^]*?<\/script>|<meta [^>]*>|href="data:[^"]*"/g, ' ')
    .split(/<[^>]*?"([^"]*)"|[<>]/)
    .flatMap((text) => text?.split('\n') ?? [])
    .map(unescaped)
  return data === undefined ? visible : [...visible, ...strings(gunzipSync(Buffer.from(data, 'base64')).toString())]
}
