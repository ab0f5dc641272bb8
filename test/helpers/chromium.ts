import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'
import { patience } from './patience.ts'

/** Where Chromium is, or why the tests that need it are left out. */
export const executable = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
) // prettier-ignore
if (executable === undefined)
  process.stderr.write('Skipped: the tests of the page in a browser, for want of Chromium (apt-get install chromium, or CHROMIUM=path)\n') // prettier-ignore

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable!,
    timeout: patience,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  }) // prettier-ignore
}
