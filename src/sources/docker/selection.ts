/**
 * A container as its user knows it. Its id means nothing to users, because it changes with each `docker compose up`.
 */
export interface Named {
  readonly id: string
  /** Without the leading slash. */
  readonly name: string
  readonly image: string
  /** Compose's project and service, from labels that v1 and v2 both set. */
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

/** The choice of containers to follow. */
export interface Selection {
  /** Names of containers, Compose services, `project/service`, or projects; `*` and `?` stand for any characters. */
  readonly selectors: readonly string[]
  /** Without selectors, containers with a match in their name, image, project, or service. */
  readonly gateway: RegExp
}

export function isSelected({ selectors, gateway }: Selection, container: Named): boolean {
  if (selectors.length > 0) return selectors.some((selector) => selects(selector, container))
  const { name, image, project, service, oneOff } = container
  return !oneOff && [name, image, project, service].some((text) => text !== undefined && gateway.test(text))
}

export function selects(selector: string, { name, project, service, oneOff }: Named): boolean {
  if (isLike(selector, name)) return true
  // A one-off command beside the gateway says nothing about it. It is followed only if it is named itself.
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
