import { printable } from './text.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that is shown and never obeyed, neither by a browser's parser nor by its text layout. */
export function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character]!)
}

const characters = new Map(Object.entries(entities).map(([character, entity]) => [entity, character]))

/** Undoes `escaped`. */
export function unescaped(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => characters.get(entity)!)
}
