import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { newPath } from './helpers/folder.ts'
import { analysed } from './helpers/pipeline.ts'
import type { Document } from './helpers/document.ts'

type Incident = Document['incidents'][number]

/** The first incident of a log with one line a second. */
async function firstOf(lines: readonly string[]): Promise<Incident | undefined> {
  const path = newPath('gateway.log')
  const stamped = lines.map((line, index) => `2026-11-22T10:00:${String(index).padStart(2, '0')}.000Z ${line}\n`)
  writeFileSync(path, stamped.join(''))
  return (await analysed([path])).incidents[0]
}

const ready = '[gateway] http server listening (3 plugins: anthropic, browser, canvas; 2.1s)'
const changed = '[reload] config change detected; evaluating reload (gateway.auth.token)'
const off = '[reload] config reload disabled (gateway.reload.mode=off)'
const applied = '[reload] config hot reload applied (gateway.auth.token)'
const refused = (conn: number, reason = 'token_mismatch', client = 'cli cli'): string =>
  `[ws] unauthorized conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e0${conn} remote=127.0.0.1 client=${client} v2026.9.6 reason=${reason}`

test('a token that was changed on disk and not reloaded needs a restart, and its clients none', async () => {
  const incident = await firstOf([ready, changed, off, refused(1), refused(2)])
  expect(incident?.cause.id).toBe('token-not-applied')
  expect(incident?.decision.verdict).toBe('restart-and-validate')
  expect(incident?.cause.explanation).toContain('gateway.reload.mode=off')
})

test('after a restart the gateway has the token from disk, so that another restart helps nobody', async () => {
  const incident = await firstOf([ready, changed, off, '[gateway] loading configuration…', ready, refused(1)])
  expect(incident?.cause.id).toBe('token-drift')
  expect(incident?.decision.verdict).toBe('align-credentials')
  expect(incident?.decision.restart.helps).not.toBe('yes')
})

test('a token that was reloaded while the gateway ran leaves the clients behind, and no restart helps', async () => {
  const incident = await firstOf([ready, changed, applied, refused(1)])
  expect(incident?.cause.id).toBe('token-rotated')
  expect(incident?.decision.verdict).toBe('align-credentials')
  expect(incident?.decision.restart.helps).toBe('no')
})

test('nothing is said of a change where the log shows none', async () => {
  const incident = await firstOf([ready, refused(1)])
  expect(incident?.cause.explanation).not.toMatch(/chang/)
})

test('a password is called a password', async () => {
  const incident = await firstOf([ready, refused(1, 'password_mismatch')])
  expect(incident?.cause.explanation).toContain('1 attempt came with a password')
  expect(incident?.cause.explanation).not.toContain('token')
})

test('what most clients are refused for comes first', async () => {
  const many = Array.from({ length: 8 }, (_, index) => refused(index))
  const incident = await firstOf([ready, refused(8, 'device_token_mismatch'), refused(9, 'device_token_mismatch'), ...many]) // prettier-ignore
  expect(incident?.cause.id).toBe('token-drift')
})

const page = (origin: string): string =>
  `[ws] closed before connect conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=192.0.2.9 fwd=n/a origin=${origin} host=192.0.2.1:18789 ua=Mozilla/5.0 code=1008 reason=origin not allowed (open the Control UI from the gateway host or allow it in gateway.controlUi.allowedOrigins)`

test('an origin that was never allowed is added to the list, which keeps what it holds', async () => {
  const incident = await firstOf([ready, page('http://192.0.2.1:18789')])
  expect(incident?.decision.verdict).toBe('approve-access')
  expect(incident?.decision.rollback.helps).toBe('no')
  expect(incident?.decision.do?.command).toContain('config get gateway.controlUi.allowedOrigins --json | jq')
})

test('an origin that is refused after the list was changed is a reason to roll back', async () => {
  const list = '[reload] config hot reload applied (gateway.controlUi.allowedOrigins)'
  const incident = await firstOf([ready, list, page('http://192.0.2.1:18789')])
  expect(incident?.decision.verdict).toBe('config-rollback')
})

test('a rollback of another channel’s policy is not advised', async () => {
  const incident = await firstOf([
    ready,
    '[reload] config hot reload applied (channels.telegram.dmPolicy)',
    '[irc] drop DM sender eve!eve@host.example (dmPolicy=pairing)',
  ])
  expect(incident?.decision.verdict).toBe('approve-access')
})

test("a channel's own housekeeping is no policy drop", async () => {
  expect(await firstOf([ready, '[mattermost] mattermost: drop system post target=9a'])).toBeUndefined()
})
