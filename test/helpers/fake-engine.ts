import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { rmSync } from 'node:fs'
import { newPath } from './folder.ts'

export interface FakeMessage {
  readonly iostream: 'stdout' | 'stderr'
  readonly stamp: bigint
  /** With its line end, if it has one. */
  readonly payload: Buffer
}

export class FakeContainer {
  readonly id: string
  name: string
  readonly labels: Record<string, string>
  readonly tty: boolean
  readonly driver: string
  running = true
  exitCode = 0
  log: FakeMessage[] = []
  /** Answers to requests of the log in place of the log. */
  fault: { readonly status: number; readonly message: string } | undefined
  /** Whoever follows hears nothing more. */
  stalled = false
  /** Milliseconds before more than its last line is given. */
  delay = 0
  /** In place of the log, as fast as it is taken. */
  flood: (() => Iterable<Buffer>) | undefined

  constructor(name: string, { id, labels = {}, tty = false, driver = 'json-file' }: Partial<FakeContainer> = {}) {
    this.name = name
    this.id = id ?? Buffer.from(name).toString('hex').padEnd(64, '0')
    this.labels = labels
    this.tty = tty
    this.driver = driver
  }
}

export const partSize = 16 * 1024

/** A line as the engine stores it: in parts of 16 KiB with the same stamp. */
export function messagesOf(iostream: 'stdout' | 'stderr', stamp: bigint, line: Buffer): FakeMessage[] {
  const messages: FakeMessage[] = []
  let rest = line
  while (rest.length >= partSize) {
    messages.push({ iostream, stamp, payload: rest.subarray(0, partSize) })
    rest = rest.subarray(partSize)
  }
  return [...messages, { iostream, stamp, payload: Buffer.concat([rest, Buffer.from('\n')]) }]
}

function stampText(ns: bigint): string {
  const seconds = new Date(Number(ns / 1_000_000_000n) * 1000).toISOString().slice(0, 19)
  return `${seconds}.${String(ns % 1_000_000_000n).padStart(9, '0')}Z`
}

/** A message as the engine sends it. */
export function encode({ iostream, stamp, payload }: FakeMessage, raw: boolean, text = stampText(stamp)): Buffer {
  const stamped = Buffer.concat([Buffer.from(`${text} `), payload])
  return raw ? stamped : frame(iostream === 'stderr' ? 2 : 1, stamped)
}

export function frame(type: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header[0] = type
  header.writeUInt32BE(payload.length, 4)
  return Buffer.concat([header, payload])
}

/** As much of the Engine API as following needs, on a socket. */
export class FakeEngine {
  readonly path = newPath('docker.sock')
  /** To listen on 127.0.0.1 instead, 0 for any that is free. */
  port: number | undefined
  readonly containers = new Map<string, FakeContainer>()
  readonly requests: string[] = []
  version = '28.5.2'
  id = 'fake'
  now = 1_700_000_000_000_000_000n
  /** Until 20.10 `since` is asked of each message, later of the first only. */
  each = false
  /** As Podman does it: stamps are of whole seconds, events leave labels out, and some have another name. */
  podman = false
  /** Bytes of floods that were sent. */
  flooded = 0
  /** Sizes of the pieces in which everything is sent. */
  pieces: readonly number[] = [1 << 20]
  private server: Server | undefined
  private readonly sockets = new Set<Socket>()
  private readonly followers = new Map<ServerResponse, { container: FakeContainer; since: bigint }>()
  private readonly listeners = new Set<ServerResponse>()
  private readonly events: { stamp: bigint; text: string }[] = []
  private sent = 0

  get host(): string {
    const address = this.server?.address()
    return typeof address === 'object' && address ? `tcp://127.0.0.1:${address.port}` : `unix://${this.path}`
  }

  async start(): Promise<void> {
    this.server = createServer((request, response) => this.answer(request, response))
    this.server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
    })
    await new Promise<void>((resolve) =>
      this.server!.listen(
        this.port === undefined ? { path: this.path } : { port: this.port, host: '127.0.0.1' },
        resolve,
      ),
    )
  }

  /** As with a proxy that has had enough. */
  endEvents(): void {
    for (const response of this.listeners) response.end()
  }

  /** Breaks off all connections. */
  disconnect(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  /** As with kill -9: connections break off, the socket stays without anybody behind it. */
  async stop(): Promise<void> {
    this.followers.clear()
    this.listeners.clear()
    const closed = new Promise((resolve) => this.server?.close(resolve))
    this.disconnect()
    await closed
    rmSync(this.path, { force: true })
  }

  add(container: FakeContainer): FakeContainer {
    this.containers.set(container.id, container)
    return container
  }

  /** Adds to a container's log, for those who follow as well. */
  log(container: FakeContainer, ...messages: FakeMessage[]): void {
    for (const message of messages) {
      container.log.push(message)
      if (container.stalled) continue
      for (const [response, follower] of this.followers) {
        if (follower.container !== container) continue
        if (message.stamp < follower.since) continue
        if (!this.each) follower.since = 0n
        this.send(response, this.encode(message, container))
      }
    }
  }

  startContainer(container: FakeContainer): void {
    container.running = true
    this.event(container, 'start')
  }

  stopContainer(container: FakeContainer, exitCode: number): void {
    container.running = false
    container.exitCode = exitCode
    for (const [response, follower] of this.followers) {
      if (follower.container !== container) continue
      response.end()
      this.followers.delete(response)
    }
    this.event(container, 'die', { exitCode: String(exitCode) })
  }

  remove(container: FakeContainer): void {
    this.containers.delete(container.id)
    for (const [response, follower] of this.followers) if (follower.container === container) response.end()
    this.event(container, 'destroy')
  }

  event(container: FakeContainer, action: string, attributes: Record<string, string> = {}, stamp = this.tick()): void {
    const Actor = {
      ID: container.id,
      Attributes: {
        image: 'busybox',
        name: container.name,
        ...(this.podman ? { podId: '' } : container.labels),
        ...attributes,
      },
    }
    const Action = this.podman && action === 'destroy' ? 'remove' : action
    const json = JSON.stringify({ Type: 'container', Action, Actor, time: Number(stamp / 1_000_000_000n) })
    const text = `${json.slice(0, -1)},"timeNano":${stamp}}\n`
    this.events.push({ stamp, text })
    for (const response of this.listeners) this.send(response, Buffer.from(text))
  }

  tick(): bigint {
    return (this.now += 1_000_001n)
  }

  private encode(message: FakeMessage, { tty }: FakeContainer): Buffer {
    const text = stampText(message.stamp)
    return encode(message, tty, this.podman ? text.replace(/\.\d+/, '') : text)
  }

  private async flood(response: ServerResponse, chunks: Iterable<Buffer>): Promise<void> {
    for (const chunk of chunks) {
      if (response.destroyed) return
      this.flooded += chunk.length
      if (!response.write(chunk)) await once(response, 'drain').catch(() => undefined)
    }
    response.end()
  }

  private send(response: ServerResponse, bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) {
      const size = Math.max(this.pieces[this.sent++ % this.pieces.length]!, bytes.length >> 7)
      response.write(bytes.subarray(at, at + size))
      at += size
    }
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.requests.push(request.url!)
    const url = new URL(request.url!, 'http://engine')
    const [, kind, id, what] = url.pathname.split('/')
    const container = this.containers.get(id ?? '')
    if (kind === 'info') json(response, { ID: this.id, ServerVersion: this.version, SystemTime: stampText(this.now) })
    else if (kind === 'events') this.answerEvents(url, response)
    else if (url.pathname === '/containers/json') json(response, [...this.containers.values()].map(listed))
    else if (!container) json(response, { message: `No such container: ${id}` }, 404)
    else if (what === 'json') json(response, inspected(container))
    else if (container.fault) json(response, { message: container.fault.message }, container.fault.status)
    else if (container.delay > 0 && url.searchParams.get('tail') !== '1')
      setTimeout(() => this.answerLog(url, container, response), container.delay)
    else this.answerLog(url, container, response)
  }

  private answerEvents(url: URL, response: ServerResponse): void {
    response.writeHead(200)
    response.flushHeaders()
    const since = instantOf(url.searchParams.get('since'))
    for (const { stamp, text } of this.events) if (stamp >= since) this.send(response, Buffer.from(text))
    this.listeners.add(response)
    response.on('close', () => this.listeners.delete(response))
  }

  private answerLog({ searchParams }: URL, container: FakeContainer, response: ServerResponse): void {
    const modern = Number(this.version.split('.')[0]) >= 23
    const type = container.tty ? 'raw' : 'multiplexed'
    response.writeHead(200, modern ? { 'content-type': `application/vnd.docker.${type}-stream` } : {})
    response.flushHeaders()
    if (container.flood) return void this.flood(response, container.flood())
    let since = instantOf(searchParams.get('since'))
    const tail = searchParams.get('tail')
    const messages = tail === null ? container.log : container.log.slice(-Number(tail))
    for (const message of messages) {
      if (message.stamp < since) continue
      if (!this.each) since = 0n
      this.send(response, this.encode(message, container))
    }
    if (!container.running || searchParams.get('follow') !== 'true') response.end()
    else {
      this.followers.set(response, { container, since })
      response.on('close', () => this.followers.delete(response))
    }
  }
}

function listed({ id, name, labels, running }: FakeContainer): object {
  return { Id: id, Names: [`/${name}`], Image: 'busybox', Labels: labels, State: running ? 'running' : 'exited' }
}

function inspected({ tty, driver, running, exitCode }: FakeContainer): object {
  return {
    Config: { Tty: tty },
    HostConfig: { LogConfig: { Type: driver } },
    State: { Status: running ? 'running' : 'exited', Running: running, Restarting: false, ExitCode: exitCode },
  }
}

function json(response: ServerResponse, value: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function instantOf(text: string | null): bigint {
  const [seconds, part] = (text ?? '0').split('.')
  return BigInt(seconds!) * 1_000_000_000n + BigInt((part ?? '').padEnd(9, '0'))
}
