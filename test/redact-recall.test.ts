// How much of made-up secrets is masked. `npm run bench:redact` prints the same with more of each form.
import { describe, expect, test } from 'vitest'
import {
  falsePositives,
  recallOfContacts,
  recallOfKeys,
  recallOfPlainSecrets,
  recallOfTokens,
  type Recall,
} from '../bench/recall.ts'

const seed = 20_261_122
const shareOf = ({ masked, tried }: Recall): number => masked / tried

describe('of made-up tokens', () => {
  // Two in a thousand of some vendors read like words, by chance.
  const least = { bare: 0.99, encoded: 0.99, named: 0.998 }
  test.each(recallOfTokens(seed, 3).map((recall) => [recall.kind, recall] as const))('%s is masked', (kind, recall) => {
    expect(recall.tried).toBeGreaterThan(200)
    expect(shareOf(recall), recall.left.join('\n')).toBeGreaterThanOrEqual(
      least[kind.split(':')[0] as keyof typeof least],
    )
  })
})

test.each([
  ['secrets without a form are masked behind a telling name', () => recallOfPlainSecrets(seed, 60), 0.998],
  ['every line of a private key is masked, whatever stands in front', () => recallOfKeys(seed, 3), 1],
  ['telephone numbers and addresses are masked in the forms that are promised', () => recallOfContacts(seed, 5), 1],
])('%s', (_, measure, least) => {
  const recall = measure()
  expect(shareOf(recall), recall.left.join('\n')).toBeGreaterThanOrEqual(least)
})

test('of ordinary lines nothing is changed', () => {
  const { tried, changed } = falsePositives(seed, 3000)
  expect(tried).toBe(3000)
  expect(changed).toEqual([])
})
