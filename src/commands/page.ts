import { UserError } from '../base/errors.ts'
import { writePrivately } from '../base/private-file.ts'
import type { AnalysisDocument } from '../model/document.ts'
import { timelineOf } from '../timeline/timeline.ts'
import { descriptions } from './flags.ts'

/** Writes the HTML page of a document; `-` is standard output. Most runs write none, so the view is loaded here. */
export async function writePage(path: string, document: AnalysisDocument): Promise<void> {
  const { timelinePage } = await import('../views/html/page.ts')
  writeOutput(path, timelinePage(timelineOf(document, descriptions), document))
}

export function writeOutput(path: string, content: string | Uint8Array): void {
  if (path === '-') {
    process.stdout.write(content)
    return
  }
  try {
    writePrivately(path, content)
  } catch (error) {
    throw new UserError(`cannot write ${path}: ${(error as Error).message}`)
  }
}
