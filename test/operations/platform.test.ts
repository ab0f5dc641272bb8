import { expect, test } from 'vitest'
import { platformOf } from '../../patterns/operations/platform.ts'
import type { Platform } from '../../src/model/platform.ts'
import type { Attributes } from '../../src/model/record.ts'
import { event, signal } from '../correlate/given.ts'

const line = signal('line')

test.each<[string, Attributes, Platform]>([
  [
    'a user unit',
    { 'systemd.user_unit': 'openclaw-gateway.service', 'systemd.unit': 'user@1000.service' },
    { os: 'linux', supervisor: 'systemd-user', unit: 'openclaw-gateway.service' },
  ],
  ['the manager of a user', { 'systemd.unit': 'user@1000.service' }, { os: 'linux', supervisor: 'systemd-user' }],
  [
    'a system unit',
    { 'systemd.unit': 'openclaw.service' },
    { os: 'linux', supervisor: 'systemd-system', unit: 'openclaw.service' },
  ],
  [
    'the first process, which manages the system',
    { 'service.name': 'systemd', 'process.pid': 1 },
    { os: 'linux', supervisor: 'systemd-system' },
  ],
  [
    'another process of systemd, which manages a user',
    { 'service.name': 'systemd', 'process.pid': 812 },
    { os: 'linux', supervisor: 'systemd-user' },
  ],
  ['a unit that is not the gateway', { 'systemd.unit': 'nginx.service' }, { os: 'unknown', supervisor: 'unknown' }],
  [
    'a service of Compose',
    { 'compose.service': 'gateway', 'container.name': 'claw-gateway-1' },
    { os: 'linux', supervisor: 'compose', container: 'claw-gateway-1', service: 'gateway' },
  ],
  ['a container', { 'container.name': 'claw' }, { os: 'linux', supervisor: 'docker', container: 'claw' }],
  [
    'a container of a pod',
    { 'k8s.container.name': 'gateway', 'container.name': 'gateway' },
    { os: 'linux', supervisor: 'kubernetes', container: 'gateway' },
  ],
  [
    'an add-on of Home Assistant',
    { 'container.name': 'addon_core_openclaw' },
    { os: 'linux', supervisor: 'home-assistant', container: 'addon_core_openclaw' },
  ],
])('%s is told by where the lines come from', (_, resource, expected) => {
  expect(platformOf([event(line, 0, { resource })])).toEqual(expected)
})

test.each<[string, string, Platform]>([
  ['launchd', 'Config: /Users/ada/.openclaw/openclaw.json', { os: 'macos', supervisor: 'launchd' }],
  ['a Windows task', 'spawn C:\\Users\\ada\\gateway.cmd', { os: 'windows', supervisor: 'windows-task' }],
  ['a container', 'Config: /home/node/.openclaw/openclaw.json', { os: 'linux', supervisor: 'docker' }],
  ['Kubernetes', 'back-off: CrashLoopBackOff', { os: 'linux', supervisor: 'kubernetes' }],
  ['a user unit', 'Run: systemctl --user status x', { os: 'linux', supervisor: 'systemd-user' }],
  ['Linux alone', 'Config: /home/ada/.openclaw/openclaw.json', { os: 'linux', supervisor: 'unknown' }],
  ['macOS alone', 'client connected platform=darwin', { os: 'macos', supervisor: 'unknown' }],
  ['nothing', 'listening on port 18789', { os: 'unknown', supervisor: 'unknown' }],
])('%s is told by the paths and commands in the lines', (_, body, expected) => {
  expect(platformOf([event(line, 0, { body })])).toEqual(expected)
})

test('where a line comes from counts for more than what several lines quote', () => {
  const quoting = [1, 2, 3].map((at) => event(line, at, { body: 'see /Users/ada/.openclaw' }))
  const own = event(line, 0, { resource: { 'container.name': 'claw' } })
  expect(platformOf([own, ...quoting])).toMatchObject({ supervisor: 'docker' })
})

test('a name that a shell would read as more than a name is not taken over', () => {
  const hostile = { 'container.name': 'claw; rm -rf ~', 'compose.service': '$(reboot)' }
  expect(platformOf([event(line, 0, { resource: hostile })])).toEqual({ os: 'linux', supervisor: 'compose' })
})

test('without events the platform is unknown', () => {
  expect(platformOf([])).toEqual({ os: 'unknown', supervisor: 'unknown' })
})
