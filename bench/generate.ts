import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { episodes, scattered } from './interest.ts'
import { nearMisses, noise } from './noise.ts'
import { World, type Kind } from './world.ts'

export type Shape = 'console' | 'jsonl'

export interface Parameters {
  readonly shape: Shape
  readonly bytes: number
  readonly seed: number
  /** Share of lines that a pattern matches. */
  readonly interest: number
}

export interface Generated {
  readonly path: string
  readonly bytes: number
  readonly lines: number
  readonly interesting: number
}

// Raised whenever the text that comes out changes, so that old files are not taken for new ones.
const edition = 1
const dataFolder = fileURLToPath(new URL('data/', import.meta.url))
const begin = Date.UTC(2026, 10, 2)
const linesPerSecond = 9
const hourMs = 3_600_000
// What share of the file 2026.2 wrote. Since 2026.9 the file log holds each message twice.
const upgradedAt = { console: 0.25, jsonl: 0.75 } as const
const nearMissShare = 0.04

/** A log file with these parameters in bench/data, written when it is not there yet. */
export function generate(parameters: Parameters): Generated {
  mkdirSync(dataFolder, { recursive: true })
  const { shape, bytes, seed, interest } = parameters
  const path = `${dataFolder}${shape}-${bytes}-${seed}-${interest}.v${edition}.log`
  const facts = `${path}.json`
  if (existsSync(path) && existsSync(facts)) {
    const known = JSON.parse(readFileSync(facts, 'utf8')) as Generated
    if (known.bytes === statSync(path).size) return { ...known, path }
  }
  const counted = write(`${path}.part`, parameters)
  renameSync(`${path}.part`, path)
  writeFileSync(facts, JSON.stringify(counted))
  return { ...counted, path }
}

function write(path: string, { shape, bytes, seed, interest }: Parameters): Omit<Generated, 'path'> {
  const world = new World(seed)
  const render = shape === 'console' ? consoleLine : fileLine
  const chooseNoise = chooser(noise)
  const chooseNearMiss = chooser(nearMisses)
  const chooseScattered = chooser(scattered)
  const chooseOfEpisode = episodes.map(chooser)
  const file = openSync(path, 'w')
  const block = Buffer.allocUnsafe(4 << 20)
  let used = 0
  let written = 0
  let lines = 0
  let interesting = 0
  let at = begin
  while (written + used < bytes) {
    // More by day than by night, and never evenly.
    const day = 1 + 0.6 * Math.sin((at / hourMs / 24) * 2 * Math.PI)
    at += (-Math.log(1 - world.next()) * 1000) / (linesPerSecond * day)
    world.version = written + used < bytes * upgradedAt[shape] ? '2026.2.26' : '2026.9.6'
    // Every four hours something goes wrong for half an hour; half of all lines of interest come then.
    const period = Math.floor((at - begin) / (4 * hourMs))
    const isEpisode = (at - begin) % (4 * hourMs) > 3.5 * hourMs
    let kind: Kind
    if (world.next() < interest * (isEpisode ? 4.5 : 0.5)) {
      kind =
        isEpisode && world.next() < 0.9 ? chooseOfEpisode[period % episodes.length]!(world) : chooseScattered(world)
      interesting++
    } else kind = world.next() < nearMissShare ? chooseNearMiss(world) : chooseNoise(world)
    used += block.write(render(kind, at, world), used)
    lines++
    if (used > block.length - 65_536) {
      writeSync(file, block, 0, used)
      written += used
      used = 0
    }
  }
  writeSync(file, block, 0, used)
  closeSync(file)
  return { bytes: written + used, lines, interesting }
}

function chooser(kinds: readonly Kind[]): (world: World) => Kind {
  const slots = kinds.flatMap((kind) => Array<Kind>(kind.share).fill(kind))
  return (world) => world.pick(slots)
}

/** RFC 3339 as the gateway writes it: 2026.2 in UTC, 2026.9 with the offset of the host. */
function stamp(at: number, version: string): string {
  return version === '2026.2.26'
    ? new Date(at).toISOString()
    : new Date(at + hourMs).toISOString().replace('Z', '+01:00')
}

function consoleLine({ subsystem, say }: Kind, at: number, world: World): string {
  const said = say(world)
  const [text, fields] = typeof said === 'string' ? [said, undefined] : said
  const tag = subsystem === undefined ? '' : `[${subsystem.replace(/^gateway\/(?:channels\/)?/, '')}] `
  const tail =
    world.version === '2026.2.26'
      ? ''
      : Object.entries(fields ?? {})
          .map(([name, value]) => ` ${name}=${value}`)
          .join('')
  return `${stamp(at, world.version)} ${tag}${text}${tail}\n`
}

const levels = { INFO: 3, WARN: 4, ERROR: 5 }

function fileLine({ subsystem, level = 'INFO', say }: Kind, at: number, world: World): string {
  const said = say(world)
  const [text, fields] = typeof said === 'string' ? [said, undefined] : said
  const old = world.version === '2026.2.26'
  const name = subsystem === undefined ? 'openclaw' : JSON.stringify({ subsystem })
  const spoken = JSON.stringify(text)
  const given = [
    ...(subsystem === undefined ? [] : [JSON.stringify(name)]),
    ...(fields ? [JSON.stringify(fields)] : []),
    spoken,
  ]
  const numbered = given.map((value, index) => `"${index}":${value}`).join(',')
  const instant = new Date(at).toISOString()
  const where = old && world.next() < 0.05 ? ',"path":{"fullFilePath":"file:///usr/lib/node_modules/openclaw/dist/entry.js:2366:14","fileName":"entry.js","fileNameWithLine":"entry.js:2366","fileColumn":"14","fileLine":"2366","filePath":"/usr/lib/node_modules/openclaw/dist/entry.js","filePathWithLine":"/usr/lib/node_modules/openclaw/dist/entry.js:2366","method":"logToFile"}' : '' // prettier-ignore
  return `{${numbered},"_meta":{"runtime":"node","runtimeVersion":"24.21.0","hostname":"${old ? 'unknown' : 'gw-1'}","date":"${instant}","logLevelId":${levels[level]},"logLevelName":"${level}","name":${JSON.stringify(name)},"parentNames":["openclaw"]${where}},"time":"${stamp(at, world.version)}"${old ? '' : `,"hostname":"gw-1","message":${spoken}`}}\n`
}

/** `1GB`, `20MB`, `1000`: bytes, in powers of ten. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kMG]?)B?$/i.exec(text.trim())
  if (!match) throw new RangeError(`${text} is no size; write 20MB or 1GB`)
  return Math.round(Number(match[1]) * { '': 1, k: 1e3, m: 1e6, g: 1e9 }[match[2]!.toLowerCase()]!)
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      shape: { type: 'string', default: 'console' },
      size: { type: 'string', default: '1GB' },
      seed: { type: 'string', default: '1' },
      interest: { type: 'string', default: '0.005' },
    },
  })
  const made = generate({
    shape: values.shape === 'jsonl' ? 'jsonl' : 'console',
    bytes: parseSize(values.size),
    seed: Number(values.seed),
    interest: Number(values.interest),
  })
  process.stdout.write(`${JSON.stringify(made)}\n`)
}
