import { writeFileSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { newPath } from './folder.ts'
import { patience } from './patience.ts'

export interface Opened extends AsyncDisposable {
  readonly page: Page
  /** What was asked for besides the page, and what it complained about. */
  readonly requests: readonly string[]
  readonly complaints: readonly string[]
}

/** Opens a page as a file, as somebody does who got it in a ticket. */
export async function open(browser: Browser, html: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const path = newPath('timeline.html')
  writeFileSync(path, html)
  const context = await browser.newContext({ timezoneId: 'Asia/Kathmandu', acceptDownloads: true, ...options })
  context.setDefaultTimeout(patience)
  const page = await context.newPage()
  const requests: string[] = []
  const complaints: string[] = []
  const address = `file://${path}`
  page.on('request', (request) => request.url() !== address && requests.push(request.url()))
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(address)
  return { page, requests, complaints, [Symbol.asyncDispose]: () => context.close() }
}
