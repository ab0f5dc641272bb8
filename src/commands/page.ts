import { writeFileSync } from 'node:fs'
import { UserError } from '../base/errors.ts'
import type { AnalysisDocument } from '../timeline/document.ts'
import { timelineOf } from '../timeline/timeline.ts'
import { titles } from './flags.ts'

/** Writes the HTML page of a document; `-` is standard output. Loaded when it is wanted: most runs write none. */
export async function writePage(path: string, document: unknown): Promise<void> {
  const { timelinePage } = await import('../views/html/page.ts')
  const analysis = document as AnalysisDocument
  writeOutput(path, timelinePage(timelineOf(analysis, titles), analysis))
}

export function writeOutput(path: string, content: string | Uint8Array): void {
  if (path === '-') {
    process.stdout.write(content)
    return
  }
  try {
    writeFileSync(path, content)
  } catch (error) {
    throw new UserError(`cannot write ${path}: ${(error as Error).message}`)
  }
}
