import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { oclog } from './helpers/cli.ts'
import { newPath } from './helpers/folder.ts'

const refused = (time: string, conn: number): string =>
  `${time} [ws] unauthorized conn=${conn} remote=127.0.0.1 client=cli cli v2026.2.26 reason=token_mismatch`

/** What both commands end with: their exit codes, crashes, and whether they print the cause. */
async function outcomes(lines: readonly string[], cause: string): Promise<unknown> {
  const path = newPath('gateway.log')
  writeFileSync(path, `${lines.join('\n')}\n`)
  const commands = [
    ['analyze', '-f', 'json', '--db', newPath('a.db'), path],
    ['follow', '-f', 'ndjson', '--since', '9000d', '--db', newPath('f.db'), '-'],
  ]
  return Promise.all(
    commands.map(async (args) => {
      const { code, stdout, stderr } = await oclog(args, { stdin: `${lines.join('\n')}\n` })
      const crash = /\w*Error: .*/.exec(stderr)?.[0]
      return { code, crash, found: stdout.includes(cause) }
    }),
  )
}

describe('a time that no store can hold', () => {
  it.each([
    '0001-01-01T00:00:00Z',
    '0000-01-01T00:00:00.000Z',
    '1677-01-01T00:00:00Z',
    '2262-06-01T00:00:00+02:00',
    '9999-12-31T23:59:59.999Z',
    '0001-01-01 00:00:00',
    '2263-01-01 00:00:00,123',
  ])('such as %s is no time, and ends neither command', async (time) => {
    const lines = [refused(time, 1), refused('2026-11-22T10:00:00.000Z', 2), refused(time, 3)]
    const ended = { code: 1, crash: undefined, found: true }
    expect(await outcomes(lines, 'token-drift')).toEqual([ended, ended])
  })

  it.each([['0001-01-01T00:00:00Z'], ['9999-12-31T23:59:59Z']])(
    'in the first line (%s) gives no year to lines that state none',
    async (time) => {
      const lines = [
        `{"time":"${time}","level":"info","subsystem":"gateway","message":"hello"}`,
        'Nov 22 10:00:00 gw openclaw[7]: [ws] unauthorized conn=1 remote=127.0.0.1 client=cli cli v2026.2.26 reason=token_mismatch',
      ]
      const ended = { code: 1, crash: undefined, found: true }
      expect(await outcomes(lines, 'token-drift')).toEqual([ended, ended])
    },
  )

  it('is said in the notes of the log', async () => {
    const { stdout } = await oclog(['analyze', '-f', 'json', '--db', ':memory:', '-'], {
      stdin: refused('0001-01-01T00:00:00Z', 1),
    })
    expect((JSON.parse(stdout) as { inputs: { notes: string[] }[] }).inputs[0]!.notes).toContain(
      'lines state a time before 1678 or after 2261; they are read as lines without a time',
    )
  })

  it('may be asked for: a million days ago is as long ago as there are times', async () => {
    const args = ['--since', '1000000d', '--until', '900000d', '--db', ':memory:', '-']
    expect(await oclog(['analyze', '-q', ...args], { stdin: refused('2026-11-22T10:00:00Z', 1) })).toMatchObject({
      code: 0,
      stderr: '',
    })
  })

  it('is not needed for a count that no store can hold either', async () => {
    const line = (conn: number): string =>
      `2026-11-22T10:00:00.${String(conn % 1000).padStart(3, '0')}Z [ws] closed before connect conn=${conn} remote=127.0.0.1 fwd=n/a origin=n/a host=127.0.0.1:18789 ua=n/a code=1008 reason=connect failed suppressed=9007199254740990`
    const { code, stderr } = await oclog(['analyze', '-q', '--db', ':memory:', '-'], {
      stdin: Array.from({ length: 3000 }, (_, conn) => line(conn)).join('\n'),
    })
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  })
})

describe('events that an earlier episode has explained', () => {
  const ended = { code: 1, crash: undefined, found: true }
  const gaveUp = 'openclaw-gateway.service: Start request repeated too quickly.'

  it('make no second incident with the same id, when the first states no time', async () => {
    const closed =
      '14:10:18 [ws] closed before connect conn=9 remote=127.0.0.1 fwd=n/a origin=n/a host=127.0.0.1:18789 ua=n/a code=1008 reason=pairing required'
    expect(await outcomes([gaveUp, closed, gaveUp], 'crash-loop')).toEqual([ended, ended])
  })

  it('make none with the same id, when the next trouble comes hours later', async () => {
    const at = (time: string, text: string): string => `Nov 22 ${time} gw systemd[1]: ${text}`
    const lines = [
      at('01:00:00', gaveUp),
      at('07:00:00', 'openclaw-gateway.service: Main process exited, code=exited, status=1/FAILURE'),
      at('13:00:00', gaveUp),
    ]
    expect(await outcomes(lines, 'crash-loop')).toEqual([ended, ended])
  })
})
