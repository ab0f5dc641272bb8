import { existsSync, writeFileSync } from 'node:fs'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { newPath } from './folder.ts'

/** Where Chromium is, or why the tests that need it are left out. */
export const executable = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
) // prettier-ignore
if (executable === undefined)
  process.stderr.write('Skipped: the tests of the page in a browser, for want of Chromium (apt-get install chromium, or CHROMIUM=path)\n') // prettier-ignore

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable!,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  }) // prettier-ignore
}

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
