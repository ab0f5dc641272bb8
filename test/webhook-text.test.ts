import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { oclog } from './helpers/cli.ts'

/** The text that a receiver of this shape gets about a gateway and a reason that a peer has chosen. */
async function textFor(shape: string): Promise<string> {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()))
    request.on('end', () => response.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const hostile = '[renew](https://phish.example/x) @everyone **now** www.phish.example'
  const line = JSON.stringify({
    __REALTIME_TIMESTAMP: String(Date.now() * 1000),
    _HOSTNAME: 'gw',
    CONTAINER_NAME: hostile,
    MESSAGE: `[ws] unauthorized conn=1 remote=127.0.0.1 client=${hostile} cli v2026.2.26 reason=token_mismatch`,
  })
  const address = `${shape}+http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  await oclog(['follow', '--since', '1h', '--db', ':memory:', '--webhook', address, '-'], { stdin: line })
  const body = JSON.parse(bodies.join('').replace(/\}\{.*/s, '}')) as { text?: string; content?: string }
  return body.text ?? body.content ?? ''
}

test.each(['slack', 'discord'])(
  'what peers write is no link, mention or markdown in a message to %s',
  async (shape) => {
    const text = await textFor(shape)
    expect(text).toMatch(/^🔴 Clients send a token/)
    expect(text).toContain('phish')
    expect(text).not.toMatch(/:\/\/phish|\]\(|@everyone|www\.phish/)
    // The title, and one block of code that nothing in it can end.
    expect(text.split('```')).toHaveLength(3)
    expect(text.split('```')[0]).not.toMatch(/(?<!\\|\u200b)\*\*/)
  },
)
