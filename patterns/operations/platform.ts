import type { Event } from '../../src/model/event.ts'
import type { Platform, Supervisor } from '../../src/model/platform.ts'

/**
 * Where the gateway runs, from what its events say of their origin and from the paths and commands that they quote. Of
 * several supervisors the one that most events name. OpenClaw installs a systemd user unit, a launchd agent or a
 * Windows task; its image has the home /home/node.
 */
export function platformOf(events: readonly Event[]): Platform {
  const votes = new Map<Supervisor, number>()
  const vote = (supervisor: Supervisor, weight = 1): void => {
    votes.set(supervisor, (votes.get(supervisor) ?? 0) + weight)
  }
  for (const event of events) {
    for (const supervisor of statedBy(event)) vote(supervisor, 10)
    for (const [supervisor, words] of wordings) if (words.test(event.body)) vote(supervisor)
  }
  const supervisor = [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'unknown'
  return { os: osOf(supervisor, events), supervisor, ...namesOf(supervisor, events) }
}

function statedBy({ resource }: Event): Supervisor[] {
  if (resource['k8s.container.name'] !== undefined) return ['kubernetes']
  if (resource['compose.service'] !== undefined) return ['compose']
  const container = String(resource['container.name'] ?? '')
  if (/^addon_|hassio/.test(container)) return ['home-assistant']
  if (container !== '') return ['docker']
  const userUnit = String(resource['systemd.user_unit'] ?? '')
  if (gatewayUnit.test(userUnit)) return ['systemd-user']
  const unit = String(resource['systemd.unit'] ?? '')
  if (/^user@\d+\.service$/.test(unit)) return ['systemd-user']
  if (gatewayUnit.test(unit)) return ['systemd-system']
  // The manager of a user is another process than the system's, which is the first of all.
  if (resource['service.name'] === 'systemd') return [resource['process.pid'] === 1 ? 'systemd-system' : 'systemd-user']
  return []
}

const gatewayUnit = /^(?:openclaw|clawdbot|moltbot)[\w.@-]*\.service$/

const wordings: readonly (readonly [Supervisor, RegExp])[] = [
  ['home-assistant', /\bhassio\b|\bHome Assistant\b|\/config\/clawd/],
  ['kubernetes', /\bkubelet\b|\bkubectl\b|CrashLoopBackOff|\/var\/run\/secrets\/kubernetes/],
  ['launchd', /\blaunchctl\b|\blaunchd\b|LaunchAgents|gui\/\d+\/|\/Users\/[^/]+\/|\/opt\/homebrew\//],
  ['windows-task', /\bschtasks\b|Scheduled Task|[A-Z]:\\(?:Users|Program Files)|\bgateway\.cmd\b/],
  ['docker', /\/home\/node\/\.openclaw|\bdocker (?:exec|run|restart)\b|OOMKilled/],
  ['compose', /\bdocker[ -]compose\b/],
  ['systemd-user', /\bsystemctl --user\b|\.config\/systemd\/user/],
  ['systemd-system', /\/etc\/systemd\/system/],
]

function osOf(supervisor: Supervisor, events: readonly Event[]): Platform['os'] {
  if (supervisor === 'launchd') return 'macos'
  if (supervisor === 'windows-task') return 'windows'
  if (supervisor !== 'unknown') return 'linux'
  const text = (pattern: RegExp): boolean => events.some(({ body }) => pattern.test(body))
  if (text(/platform=darwin|\bmacOS\b/)) return 'macos'
  if (text(/platform=win32|\bwin32\b/)) return 'windows'
  return text(/\/home\/|\/root\/|\/var\/|platform=linux/) ? 'linux' : 'unknown'
}

function namesOf(supervisor: Supervisor, events: readonly Event[]): Omit<Platform, 'os' | 'supervisor'> {
  const first = (...names: string[]): string | undefined => {
    for (const { resource, attributes } of events)
      for (const name of names) {
        const value = resource[name] ?? attributes[name]
        if (value !== undefined) return String(value)
      }
    return undefined
  }
  const safe = (value: string | undefined): string | undefined =>
    value !== undefined && /^[\w.@-]{1,128}$/.test(value) ? value : undefined
  if (supervisor.startsWith('systemd')) {
    const unit = safe(first('systemd.user_unit', 'systemd.unit', 'unit'))
    return unit !== undefined && gatewayUnit.test(unit) ? { unit } : {}
  }
  const container = safe(first('container.name'))
  const service = safe(first('compose.service'))
  return { ...(container === undefined ? {} : { container }), ...(service === undefined ? {} : { service }) }
}
