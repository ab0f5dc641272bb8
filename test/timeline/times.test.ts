import { expect, test } from 'vitest'
import { durationOf, momentNear, msOf } from '../../src/timeline/times.ts'
import { at } from '../helpers/timeline-events.ts'

test.each([
  ['2026-11-22T11:35:53Z', at('11:35:53')],
  ['2026-11-22T11:35:53.120456789Z', at('11:35:53.120')],
  ['2026-11-22T12:35:53+01:00', at('11:35:53')],
  ['2026-11-22', undefined],
  ['2026-11-22T11:35', undefined],
  ['2026-13-45T11:35:53Z', undefined],
  ['yesterday', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
])('The instant of %j is %j.', (text, ms) => {
  expect(msOf(text)).toBe(ms)
})

test.each([
  ['2026-11-22T23:59:59Z', '23:59:59'],
  ['2026-11-23T00:00:00Z', '2026-11-23 00:00:00'],
  ['2026-11-21T11:35:53Z', '2026-11-21 11:35:53'],
])('Beside a time on 2026-11-22, %s is written %s.', (text, written) => {
  expect(momentNear(msOf(text)!, at('00:00:00'))).toBe(written)
})

test.each([
  [0, '0 ms'],
  [119_000, '1 min 59 s'],
  [0.4, '0 ms'],
  [7_200_000, '2 h'],
])('A duration of %d ms is written %s.', (ms, written) => {
  expect(durationOf(ms)).toBe(written)
})
