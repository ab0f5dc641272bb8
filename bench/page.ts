/** How long the page of a large incident takes in Chromium: to be drawn first, and to be filtered. `npm run bench:page -- [events]` */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { executable, launch } from '../test/helpers/chromium.ts'
import { oclog } from '../test/helpers/cli.ts'
import { stormLog } from '../test/helpers/storm.ts'

const events = Number(process.argv[2] ?? 10_000)
const rounds = 5
if (executable === undefined) process.exit(2)

const folder = mkdtempSync(join(tmpdir(), 'oclog-bench-'))
try {
  const log = join(folder, 'gateway.log')
  const html = join(folder, 'timeline.html')
  // Half of its events are like others of their hour, and only counted.
  writeFileSync(log, stormLog(events * 2))
  await oclog(['analyze', '--quiet', '--db', ':memory:', '--html', html, log])
  const browser = await launch()
  const paints: number[] = []
  const filters: number[] = []
  let size = ''
  for (let round = 0; round < rounds; round++) {
    const page = await browser.newPage()
    await page.goto(`file://${html}`)
    await page.waitForTimeout(500)
    paints.push(Number(await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")))
    size = String(await page.evaluate("document.querySelectorAll('[data-e]').length"))
    // From the input event to when the next frame is done; the second word is searched in texts that are there by then.
    for (const word of ['token_missing', '4e1f-9c3a-0000']) {
      filters.push(
        Number(
          await page.evaluate(`new Promise((resolve) => {
            const input = document.querySelector('.filter input')
            input.value = ${JSON.stringify(word)}
            const start = performance.now()
            input.dispatchEvent(new Event('input', { bubbles: true }))
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)))
          })`),
        ),
      )
    }
    await page.close()
  }
  await browser.close()
  const show = (values: readonly number[]): string => values.map((value) => `${Math.round(value)} ms`).join(', ')
  process.stdout.write(`${size} events\nfirst contentful paint: ${show(paints)}\n`)
  process.stdout.write(`filter, first time: ${show(filters.filter((_, index) => index % 2 === 0))}\n`)
  process.stdout.write(`filter, then: ${show(filters.filter((_, index) => index % 2 === 1))}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
