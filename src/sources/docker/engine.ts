import { spawn } from 'node:child_process'
import { constants, readFileSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { Agent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Duplex } from 'node:stream'
import type Docker from 'dockerode'
import { codeOf, messageOf, UserError } from '../../base/errors.ts'
import { named, type Named } from './selection.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The engine's address: the one given, DOCKER_HOST, or the first usable socket of Docker, rootless Docker, Docker
 * Desktop, and Podman. (docker-modem looks for the first and the third only.)
 */
export async function findEngine(
  host: string | undefined,
  environment: Environment = process.env,
  sockets: readonly string[] = socketsOf(environment),
): Promise<string> {
  const given = host || environment['DOCKER_HOST']
  if (given) return given.startsWith('/') ? `unix://${given}` : given.includes('://') ? given : `tcp://${given}`
  if (process.platform === 'win32') return 'npipe:////./pipe/docker_engine'
  const firstWith = async (mode: number): Promise<string | undefined> => {
    for (const path of sockets)
      try {
        await access(path, mode)
        return path
      } catch {
        // Try the next one.
      }
    return undefined
  }
  const usable = (await firstWith(constants.R_OK | constants.W_OK)) ?? (await firstWith(constants.F_OK))
  return `unix://${usable ?? sockets[0]}`
}

export function socketsOf(environment: Environment): string[] {
  // sudo and cron do not pass the variable on.
  const runtime = environment['XDG_RUNTIME_DIR'] || `/run/user/${process.getuid?.() ?? 0}`
  return [
    '/var/run/docker.sock',
    join(runtime, 'docker.sock'),
    join(homedir(), '.docker/run/docker.sock'),
    join(runtime, 'podman/podman.sock'),
    '/run/podman/podman.sock',
  ]
}

// One request a connection. With keepAlive, Node (24.21) ends the process with an AbortError when a response that has
// arrived whole, but was not read to its end, is aborted: its socket is back in the pool and has no error listener.
const connections = { keepAlive: false }

/** Throws a UserError for an address of an unknown kind. */
export async function openEngine(address: string, environment: Environment = process.env): Promise<Docker> {
  // Loading its 66 packages takes 0.2 s, which only users of containers should pay.
  const { default: Client } = await import('dockerode')
  // docker-modem takes missing options from DOCKER_HOST, and prefers a host to a socket.
  const nothing = { socketPath: undefined, host: undefined, port: undefined, protocol: undefined, timeout: undefined }
  const agent = { agent: new Agent(connections) }
  return new Client({ ...nothing, ...agent, ...optionsFor(address, environment) })
}

function optionsFor(address: string, environment: Environment): object {
  if (address.startsWith('unix://')) return { socketPath: address.slice(7) || '/var/run/docker.sock' }
  if (address.startsWith('npipe://')) return { socketPath: address.slice(8) }
  const url = URL.parse(address)
  const secure = url?.protocol === 'https:' || url?.port === '2376' || Boolean(environment['DOCKER_TLS_VERIFY'])
  switch (url?.protocol) {
    case 'ssh:':
      return { protocol: 'http', host: 'docker', port: 80, agent: throughSsh(url) }
    case 'tcp:':
    case 'http:':
    case 'https:':
      return {
        protocol: secure ? 'https' : 'http',
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: url.port || (secure ? 2376 : 2375),
        ...(secure
          ? {
              agent: new SecureAgent(connections),
              ...certificates(environment['DOCKER_CERT_PATH'] || join(homedir(), '.docker')),
            }
          : {}),
      }
    default:
      throw new UserError(
        `the engine's address '${address}' cannot be used: write unix:///path, tcp://host:port or ssh://user@host`,
      )
  }
}

function certificates(folder: string): object {
  const read = (name: string): Buffer | undefined => {
    try {
      return readFileSync(join(folder, name))
    } catch {
      return undefined
    }
  }
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') }
}

/**
 * Each connection is `ssh HOST docker system dial-stdio`, as in the docker command, so that the user's keys, known
 * hosts, and jumps apply. docker-modem's own SSH client accepts any host key, and access to this socket is as good as
 * root.
 */
function throughSsh(url: URL): Agent {
  const agent = new Agent(connections)
  agent.createConnection = () => {
    const child = spawn(
      'ssh',
      [
        '-T', '-oBatchMode=yes', '-oConnectTimeout=30', '-oServerAliveInterval=30',
        ...(url.username ? ['-l', decodeURIComponent(url.username)] : []),
        ...(url.port ? ['-p', url.port] : []),
        '--', url.hostname, 'docker', 'system', 'dial-stdio',
      ], // prettier-ignore
      { stdio: ['pipe', 'pipe', 'pipe'] },
    )
    const { stdin, stdout, stderr } = child
    const connection = new Duplex({
      read: () => void stdout.resume(),
      // An error here only says that ssh has ended. The reason comes with its `close` event.
      write: (chunk, encoding, done) => void stdin.write(chunk, encoding, () => done()),
      final: (done) => void stdin.end(() => done()),
      destroy(error, done) {
        child.kill()
        done(error)
      },
    })
    let output = ''
    stdin.on('error', () => {})
    stdout.on('data', (chunk) => connection.push(chunk) || stdout.pause())
    stderr.on('data', (text: Buffer) => (output = `${output}${text.toString()}`.slice(-500)))
    child.on('error', (error) => connection.destroy(error))
    child.on('close', (code) => {
      if (!code) return connection.push(null)
      connection.destroy(Object.assign(new Error(output.trim() || `ssh ended with ${code}`), { code: 'ESSH' }))
    })
    return connection
  }
  return agent
}

// Milliseconds for the answer to a short request.
const patience = 30_000

/**
 * The answer, or an error after 30 s. docker-modem itself waits forever when the engine dies in the middle of an
 * answer.
 */
export async function answer<T>(ending: AbortSignal, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.any([ending, AbortSignal.timeout(patience)])
  signal.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(signal.reason as Error)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([ask(signal), promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** The status of the engine's answer; `undefined` when the error is not one of the engine. */
export function statusOf(error: unknown): number | undefined {
  const { statusCode } = Object(error) as { statusCode?: unknown }
  return typeof statusCode === 'number' ? statusCode : undefined
}

/** Describes the problem with the engine and the remedy, in one line. */
export function engineProblem(error: unknown, address: string): string {
  if (error instanceof UserError) return error.message
  if ((error as Error).name === 'TimeoutError') return `the engine at ${address} does not answer`
  switch (codeOf(error)) {
    case 'ENOENT':
      if (address.startsWith('ssh://')) return `there is no ssh to reach ${address} with: install it`
      return `no Docker engine at ${address}: start it (${startOf(address)}), or say with DOCKER_HOST where it is`
    case 'EACCES':
    case 'EPERM':
      return `no permission for ${address}: run oclog with sudo${address.includes('podman') ? '' : joinGroup}`
    case 'ECONNREFUSED':
      return `nothing answers at ${address}: ${whyRefused(address)}`
    case 'ESSH':
      return `${address} cannot be reached: ${messageOf(error)}`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `no such host: ${address}`
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return `the engine at ${address} closed the connection`
    default: {
      const hint = statusOf(error) === 403 ? ' (a proxy in front of it that does not let this through?)' : ''
      return `the engine at ${address} says: ${messageOf(error).trim()}${hint}`
    }
  }
}

const joinGroup = ', or as a member of the group docker (sudo usermod -aG docker $USER, then log in again)'

function whyRefused(address: string): string {
  if (address.startsWith('unix://')) return `the engine is not running (${startOf(address)})`
  return 'is the engine running there, and does it listen on that port?'
}

/** How to start the engine of a socket. */
function startOf(address: string): string {
  if (process.platform === 'darwin') return 'open Docker Desktop'
  const unit = address.includes('podman') ? 'podman.socket' : 'docker'
  return `${address.includes('/run/user/') ? 'systemctl --user' : 'sudo systemctl'} start ${unit}`
}

/** All containers, running or not. */
export async function listContainers(
  engine: Docker,
  ending: AbortSignal,
): Promise<(Named & { readonly state: string })[]> {
  const list = await answer(ending, (abortSignal) => engine.listContainers({ all: true, abortSignal }))
  return list.map(({ Id, Names, Image, Labels, State }) => {
    // Legacy links show as further names: /other/alias.
    const name = Names?.find((each) => each.lastIndexOf('/') === 0) ?? Names?.[0] ?? Id.slice(0, 12)
    return { ...named(Id, name, Image, Labels ?? {}), state: State }
  })
}

/** `undefined` when the container is gone. */
export async function inspectContainer(
  engine: Docker,
  id: string,
  ending: AbortSignal,
): Promise<{ driver: string; tty: boolean; state: Docker.ContainerInspectInfo['State'] } | undefined> {
  try {
    const info = await answer(ending, (abortSignal) => engine.getContainer(id).inspect({ abortSignal }))
    return { driver: info.HostConfig.LogConfig?.Type ?? 'json-file', tty: info.Config.Tty, state: info.State }
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

/** `seconds.nanoseconds`, the only form in which the engine takes nanoseconds. A number would lose digits. */
export function engineTime(ns: bigint): string {
  const second = 1_000_000_000n
  return ns <= 0n ? '0' : `${ns / second}.${String(ns % second).padStart(9, '0')}`
}
