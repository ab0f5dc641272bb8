import { describe, expect, test } from 'vitest'
import { stress, type Figures } from './files-harness.ts'
import { scenarios, type ScenarioName } from './files-writer.ts'

const flawless = { lost: 0, twice: 0, corrupt: 0, misplaced: 0 }
const losses = ({ notices }: Figures): string[] => notices.filter(({ kind }) => kind === 'loss').map(({ text }) => text)

// 200,000 lines each:  node test/live/files-stress.ts
describe.concurrent('20,000 lines of another process, each once', () => {
  for (const name of Object.keys(scenarios) as ScenarioName[])
    test(name, async () => {
      const figures = await stress(name, 20_000, name.endsWith('calm') ? { calm: 300 } : {})
      expect(figures).toMatchObject(flawless)
      expect(losses(figures)).toEqual([])
    })

  test.each(['partial', 'rename-hot', 'mixed', 'truncate-hot', 'dated-rename'] as const)(
    '%s, while reading ends and begins again',
    async (name) => {
      const figures = await stress(name, 20_000, { restarts: 20 })
      expect(figures).toMatchObject(flawless)
      expect(losses(figures)).toEqual([])
    },
  )
})
