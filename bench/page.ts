/**
 * How long the page of a large incident takes in Chromium: to be drawn first, and to be filtered. `npm run bench:page
 * -- [events]`
 */
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
    // With the largest fold open, which is the slowest. From the input event to when the next frame is done.
    await page.evaluate("for (const fold of document.querySelectorAll('.fold details')) fold.open = true")
    await page.waitForTimeout(500)
    for (const word of ['rate_limited', '4e1f-9c3a-0000', 'v2026.9.3', '']) {
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
  process.stdout.write(`filter: ${show(filters)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
