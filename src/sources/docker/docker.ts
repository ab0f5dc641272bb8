import type { LiveSource } from '../live.ts'
import { engineProblem, findEngine, inspectContainer, listContainers, openEngine } from './engine.ts'
import { Following, type DockerOptions } from './following.ts'
import { isSelected, type Selection } from './selection.ts'

export interface FoundContainer {
  readonly name: string
  readonly project: string | undefined
  readonly service: string | undefined
  readonly image: string
  /** `running`, `exited`, `restarting`, … */
  readonly state: string
  readonly logDriver: string
}

/** The containers that following with the same options would read, or why the engine cannot be asked and what to do. */
export async function dockerContainers(
  { host, ...selection }: Selection & Pick<DockerOptions, 'host'>,
  signal: AbortSignal = AbortSignal.timeout(30_000),
): Promise<{ containers: FoundContainer[] } | { problem: string }> {
  const address = await findEngine(host)
  try {
    const engine = await openEngine(address)
    const selected = (await listContainers(engine, signal)).filter((container) => isSelected(selection, container))
    const containers = await Promise.all(
      selected.map(async ({ id, name, project, service, image, state }) => {
        const inspected = await inspectContainer(engine, id, signal)
        return inspected ? [{ name, project, service, image, state, logDriver: inspected.driver }] : []
      }),
    )
    return { containers: containers.flat() }
  } catch (error) {
    return { problem: engineProblem(error, address) }
  }
}

/** The selected containers of an engine, including those created later, and the engine's events about them. */
export function dockerSource(options: DockerOptions): LiveSource {
  return {
    title: ['docker', ...options.selectors].join(' '),
    async *follow(followOptions) {
      const following = new Following(this.title, options, followOptions)
      try {
        yield* following.batches()
      } finally {
        await following.stop()
      }
    },
  }
}
