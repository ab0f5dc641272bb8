import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { printable } from '../src/base/text.ts'
import { documentText } from '../src/timeline/json.ts'
import { open } from './helpers/browser.ts'
import { executable, launch } from './helpers/chromium.ts'
import { root } from './helpers/cli.ts'
import { newPath } from './helpers/folder.ts'
import { hostileTexts } from './helpers/hostile.ts'
import { runs } from './helpers/runs.ts'
import { stormLog } from './helpers/storm.ts'
import { documentWith, pageOf, rendered, type Page } from './helpers/timelines.ts'

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const fixture = join(root, 'fixtures/token-rotated/2026.9.6.console.log')

describe.skipIf(executable === undefined)('the page in a browser', () => {
  let browser: Browser
  let small: Page
  let large: Page
  beforeAll(async () => {
    browser = await launch()
    small = await pageOf([fixture])
    const path = newPath('gateway.log')
    writeFileSync(path, stormLog(1500))
    large = await pageOf([path])
  })
  afterAll(() => browser?.close())

  it('asks nobody for anything and complains about nothing, with all that it can do', async () => {
    for (const { html } of [small, large, rendered(documentWith('x <b>'))]) {
      await using opened = await open(browser, html)
      const { page } = opened
      await page.locator('[data-do=in]').first().click()
      await page.locator('[data-do=theme]').click()
      await page.locator('.filter input').first().fill('token')
      await page.locator('.command button').first().click()
      await page.emulateMedia({ media: 'print' })
      expect({ requests: opened.requests, complaints: opened.complaints }).toEqual({ requests: [], complaints: [] })
    }
  })

  it('runs no script but its own', async () => {
    const injected = '<script>window.owned = 1</script><img src=x onerror="window.owned = 2"><p style="color:red" id=styled onclick="window.owned = 3">x</p>' // prettier-ignore
    for (const html of [
      small.html.replace('</main>', `${injected}</main>`),
      small.html.replace('</body>', `${injected}</body>`),
    ]) {
      await using opened = await open(browser, html)
      await opened.page.locator('#styled').click()
      expect(await opened.page.evaluate(() => (globalThis as { owned?: number }).owned)).toBe(undefined)
      expect(await opened.page.locator('#styled').evaluate((element) => element.attributeStyleMap.size)).toBe(0)
      await expect.poll(() => opened.complaints.join()).toContain('Content Security Policy')
    }
  })

  it.each([
    ['light', 1180],
    ['dark', 1180],
    ['light', 360],
    ['dark', 360],
  ] as const)('has nothing serious for axe in %s at %i px', async (colorScheme, width) => {
    for (const { html } of [small, large]) {
      await using opened = await open(browser, html, { colorScheme, viewport: { width, height: 800 } })
      const { page } = opened
      for (const details of await page.locator('details').all())
        await details.evaluate((element) => element.setAttribute('open', ''))
      await page.evaluate(axe)
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: {
            run(): Promise<{
              violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[]
            }>
          }
        }
        const { violations } = await axe.run()
        return violations.map(({ id, impact, nodes }) => ({
          id,
          impact,
          nodes: nodes.slice(0, 3).map((node) => `${node.html.slice(0, 120)} ${node.failureSummary}`),
        }))
      })
      expect(violations).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    }
  })

  it('can be used with the keyboard alone', async () => {
    await using opened = await open(browser, small.html)
    const { page } = opened
    const focused = (): Promise<string> =>
      page.evaluate(
        "`${document.activeElement.tagName} ${document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent}`",
      )
    const tabTo = async (wanted: RegExp): Promise<void> => {
      const seen: string[] = []
      for (let count = 0; count < 80; count++) {
        await page.keyboard.press('Tab')
        const at = await focused()
        if (wanted.test(at)) return
        seen.push(at.slice(0, 60))
      }
      throw new Error(`no Tab leads to ${wanted}: ${seen.join(' / ')}`)
    }
    await page.keyboard.press('Tab')
    expect(await focused()).toContain('Skip to the content')
    await tabTo(/^a .*\d\d:\d\d:\d\d/)
    const first = await focused()
    await page.keyboard.press('ArrowRight')
    expect(await focused()).not.toBe(first)
    const second = await focused()
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toMatch(/^a /)
    expect(await focused()).not.toBe(second)
    await page.keyboard.press('+')
    await expect.poll(() => page.locator('.filter output').textContent()).toMatch(/^\d+ of \d+ events/)
    const zoomed = /^(\d+) of (\d+) events/.exec((await page.locator('.filter output').textContent())!)!
    expect(Number(zoomed[1])).toBeGreaterThan(0)
    expect(Number(zoomed[1])).toBeLessThan(Number(zoomed[2]))
    await page.keyboard.press('0')
    await expect.poll(() => page.locator('.filter output').textContent()).toBe('')
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toMatch(/^#e[0-9a-f]{8}$/)
    await tabTo(/^INPUT Find/)
    await page.keyboard.type('gateway.auth.token')
    await expect.poll(() => page.locator('.filter output').textContent()).toMatch(/^\d+ of \d+ events$/)
    await tabTo(/^SUMMARY/)
    await page.keyboard.press('Enter')
    expect(await page.locator('details[open]').count()).toBe(1)
    await tabTo(/^BUTTON Copy/)
    await tabTo(/^A Save|^BUTTON Copy/)
  })

  it('finds and filters what is folded away, and opens what an address names', async () => {
    await using opened = await open(browser, large.html)
    const { page } = opened
    const wanted = large.timeline.incidents[0]!.events[500]!
    const conn = String(wanted.attributes['conn'])
    expect(await page.locator(`[id="${wanted.anchor}"]`).isVisible()).toBe(false)
    await page.locator('.filter input').fill(conn.toUpperCase())
    await expect.poll(() => page.locator('.filter output').textContent()).toMatch(/^[12] of \d+ events$/)
    expect(await page.locator(`[id="${wanted.anchor}"]`).isVisible()).toBe(true)
    await page.locator('.filter input').fill('reason=token_missing')
    const missing = large.timeline.incidents[0]!.events.filter(({ body }) => body.includes('reason=token_missing'))
    await expect.poll(() => page.locator('.filter output').textContent()).toContain(`${missing.length} of`)
    await page.locator('[type=reset]').click()
    await expect.poll(() => page.locator('.filter output').textContent()).toBe('')
    await page.evaluate(`location.hash = '${wanted.anchor}'`)
    await expect.poll(() => page.locator(`[id="${wanted.anchor}"]`).isVisible()).toBe(true)
  })

  it('looks at a stretch that is dragged over, and comes back', async () => {
    await using opened = await open(browser, large.html, { viewport: { width: 1180, height: 1400 } })
    const { page } = opened
    const track = (await page.locator('.track').first().boundingBox())!
    await page.mouse.move(track.x + track.width * 0.4, track.y + 5)
    await page.mouse.down()
    await page.mouse.move(track.x + track.width * 0.5, track.y + 5, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => page.locator('.filter output').textContent()).toMatch(/^\d+ of \d+/)
    const [shown, all] = /^(\d+) of (\d+)/
      .exec((await page.locator('.filter output').textContent())!)!
      .slice(1)
      .map(Number) as [number, number]
    expect(shown).toBeGreaterThan(all * 0.05)
    expect(shown).toBeLessThan(all * 0.15)
    await page.locator('[data-do=all]').click()
    await expect.poll(() => page.locator('.filter output').textContent()).toBe('')
  })

  it('shows times in UTC and in the zone of the reader', async () => {
    await using opened = await open(browser, small.html)
    const when = opened.page.locator('.event .when').first()
    expect(await when.textContent()).toBe('11:35:23.99317:20:23')
  })

  it('saves the data that it was made of', async () => {
    await using opened = await open(browser, small.html)
    const [download] = await Promise.all([opened.page.waitForEvent('download'), opened.page.locator('#data').click()])
    expect(download.suggestedFilename()).toMatch(/^oclog-[0-9a-f]{8}\.json$/)
    expect(readFileSync(await download.path(), 'utf8')).toBe(documentText(small.document))
  })

  it.each(['scripts off', 'print'])('shows everything with %s', async (how) => {
    const off = how === 'scripts off'
    await using opened = await open(browser, small.html, off ? { javaScriptEnabled: false } : {})
    const { page } = opened
    if (!off) await page.emulateMedia({ media: 'print' })
    const text = await page.locator('body').innerText()
    const [incident] = small.timeline.incidents
    const told = [
      incident!.title,
      incident!.explanation,
      incident!.verdictWords,
      ...incident!.supports,
      ...incident!.doubts,
      ...incident!.facts.flatMap(({ name, value }) => [name, value]),
      ...incident!.ruledOut.map(({ title }) => title),
      ...incident!.events.flatMap(({ title, body, line }) => [title, body, `:${line}`]),
      ...incident!.runbook.flatMap(({ name, steps }) => [
        name,
        ...steps.flatMap(({ what, command = '' }) => [what, command]),
      ]),
    ]
    const lower = text.toLowerCase()
    expect(told.filter((each) => !lower.includes(each.toLowerCase()))).toEqual([])
    expect(await page.locator('.track a').count()).toBeGreaterThanOrEqual(10)
    expect(await page.locator('button:visible').count()).toBe(0)
  })

  it('prints to a few pages', async () => {
    await using opened = await open(browser, small.html)
    const pdf = (await opened.page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
    expect([...pdf.matchAll(/\/Type\s*\/Page\b/g)].length).toBeLessThanOrEqual(5)
    await using second = await open(browser, large.html)
    const long = (await second.page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect([...long.matchAll(/\/Type\s*\/Page\b/g)].length).toBeLessThanOrEqual(40)
  })

  describe('whatever text comes in', () => {
    /**
     * Elements and names of attributes of a page, as a browser's parser finds them, and what stands where the
     * explanation belongs.
     */
    const parsed = (html: string): Promise<{ elements: string; lead: string }> =>
      opened.page.evaluate(`(() => {
        const page = new DOMParser().parseFromString(${JSON.stringify(html)}, 'text/html')
        const elements = [...page.querySelectorAll('*')].map((element) => element.tagName + ' ' + [...element.attributes].map(({ name }) => name))
        return { elements: elements.join('\\n'), lead: page.querySelector('.lead').textContent }
      })()`)
    const skeleton = async (text: string, count?: number): Promise<string> =>
      (await parsed(rendered(documentWith(text, count)).html)).elements
    let opened: Awaited<ReturnType<typeof open>>
    let plain: string
    beforeAll(async () => {
      opened = await open(browser, '<!doctype html>')
      plain = await skeleton('plain')
    })
    afterAll(() => opened?.[Symbol.asyncDispose]())

    test.each(hostileTexts.map((text) => [printable(text).slice(0, 40), text]))('%s', async (_, text) => {
      const { elements, lead } = await parsed(rendered(documentWith(text)).html)
      expect(elements === plain).toBe(true)
      expect(lead).toBe(printable(text))
    })

    test('the page has the same elements, also where events are folded', async () => {
      const folded = await skeleton('plain', 80)
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), async (text) => {
          expect([(await skeleton(text)) === plain, (await skeleton(text, 80)) === folded]).toEqual([true, true])
        }),
        runs(100),
      )
    })

    test('nothing of it is obeyed', async () => {
      for (const text of hostileTexts.filter((_, index) => index % 6 === 0)) {
        await using hostile = await open(browser, rendered(documentWith(text)).html)
        expect({ text, requests: hostile.requests, complaints: hostile.complaints }).toEqual({
          text,
          requests: [],
          complaints: [],
        })
      }
    })
  })
})
