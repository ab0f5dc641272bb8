/** What a container is known by. Never its id, which another one has after each `docker compose up`. */
export interface Named {
  readonly id: string
  /** Without the leading slash. */
  readonly name: string
  readonly image: string
  /** Compose's project and service, from the labels that v1 and v2 set. */
  readonly project: string | undefined
  readonly service: string | undefined
  /** Made by `docker compose run`. */
  readonly oneOff: boolean
}

export function named(id: string, name: string, image: string, labels: Readonly<Record<string, string>>): Named {
  return {
    id,
    name: name.replace(/^\//, ''),
    image,
    project: labels['com.docker.compose.project'],
    service: labels['com.docker.compose.service'],
    oneOff: labels['com.docker.compose.oneoff']?.toLowerCase() === 'true',
  }
}

const gateway = /openclaw|clawdbot|moltbot/i

/** Whether a container is one of a gateway as far as its names tell, today's and the former ones. */
function seemsGateway({ name, image, project, service, oneOff }: Named): boolean {
  return !oneOff && [name, image, project, service].some((text) => text !== undefined && gateway.test(text))
}

/** A selector is a container's name, a service, `project/service` or a project; `*` and `?` stand for any characters. */
export function isSelected(selectors: readonly string[], container: Named): boolean {
  if (selectors.length === 0) return seemsGateway(container)
  return selectors.some((selector) => selects(selector, container))
}

export function selects(selector: string, { name, project, service, oneOff }: Named): boolean {
  if (isLike(selector, name)) return true
  // A command that is run once beside the gateway says nothing about it, unless it is named itself.
  if (oneOff) return false
  const [inProject, ofService] = selector.split('/', 2)
  if (ofService !== undefined) return isLike(inProject!, project) && isLike(ofService, service)
  return isLike(selector, service) || isLike(selector, project)
}

function isLike(glob: string, text: string | undefined): boolean {
  if (text === undefined) return false
  const literal = glob.replaceAll(/[\\^$.+()[\]{}|]/g, String.raw`\$&`)
  const expression = literal.replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${expression}$`).test(text)
}
