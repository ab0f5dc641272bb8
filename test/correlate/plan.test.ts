import { describe, expect, test } from 'vitest'
import { operations } from '../../patterns/operations/index.ts'
import { objectionTo, soundPlan, type PlanContext } from '../../src/correlate/plan.ts'
import type { Effect, Step } from '../../src/model/decision.ts'

const restoreCommand = 'cp ~/.openclaw/openclaw.json.bak ~/.openclaw/openclaw.json'
const restore: Step = { what: 'Restore the backup', command: restoreCommand }
const write: Step = { what: 'Let the doctor write', command: 'openclaw doctor --fix' }
const read: Step = { what: 'Validate it', command: 'openclaw config validate' }
const stop: Step = { what: 'Stop the gateway', command: 'openclaw gateway stop' }
const advice: Step = { what: 'Ask the owner of the proxy' }

type Given = Partial<Omit<PlanContext, 'valueOf'>>

function plan(steps: readonly Step[], given: Given = {}, valueOf: PlanContext['valueOf'] = () => undefined): Step[] {
  return soundPlan(steps, {
    platform: { os: 'linux', supervisor: 'systemd-user' },
    operations,
    serving: false,
    configChanged: true,
    valueOf,
    ...given,
  })
}

test.each<[string, readonly Step[], Given, readonly Step[]]>([
  ['steps that do not disturb each other stand as they are', [read, restore, advice], {}, [read, restore, advice]],
  ['a restore after a write is left out: its backup is gone', [write, restore, read], {}, [write, read]],
  ['a write after a restore is left out: it writes over it', [restore, write, read], {}, [restore, read]],
  [
    'a restore instead of the write before stands',
    [write, { ...restore, instead: true }],
    {},
    [write, { ...restore, instead: true }],
  ],
  ['a restore is left out when nothing was changed', [restore, read], { configChanged: false }, [read]],
  ['a write stands when nothing was changed', [write], { configChanged: false }, [write]],
  ['a gateway that serves is not stopped', [stop, read], { serving: true }, [read]],
  ['a gateway that does not serve may be stopped', [stop], {}, [stop]],
  [
    'one command that writes and then restores what it has replaced is left out',
    [{ what: 'Both', command: `openclaw doctor --fix && ${restoreCommand}` }, advice],
    {},
    [advice],
  ],
  [
    'one command that restores and then writes stands',
    [{ what: 'Both', command: `${restoreCommand} && openclaw doctor --fix` }],
    {},
    [{ what: 'Both', command: `${restoreCommand} && openclaw doctor --fix` }],
  ],
  [
    'what a step that was left out would have done disturbs nobody',
    [stop, restore, write],
    { serving: true },
    [restore],
  ],
])('%s', (_, steps, given, expected) => {
  expect(plan(steps, given)).toEqual(expected)
})

test.each<[readonly Effect[], readonly Effect[], string]>([
  [['writes-config', 'restores-config'], [], 'it writes the configuration and then restores what that has replaced'],
  [['restores-config'], ['writes-config'], 'an earlier step has replaced the backup that it restores'],
  [['writes-config'], ['restores-config'], 'it writes over the configuration that an earlier step restored'],
])('%j after %j is objected to because %s', (effects, done, why) => {
  expect(objectionTo(effects, done, { serving: false, configChanged: true })).toBe(why)
})

test('a step that only reads is never objected to', () => {
  const done: readonly Effect[] = ['writes-config', 'stops-gateway']
  expect(objectionTo([], done, { serving: true, configChanged: false })).toBeUndefined()
})

describe('a placeholder', () => {
  const kill: Step = { what: 'Stop process <pid>', command: 'kill <pid>' }
  const valueOf = (value: string) => (name: string) => (name === 'pid' ? value : undefined)

  test('is filled with the one value that the incident holds', () => {
    expect(plan([kill], {}, valueOf('4242'))).toEqual([{ what: 'Stop process 4242', command: 'kill 4242' }])
  })

  test('stands where the incident holds none', () => {
    expect(plan([kill])).toEqual([kill])
  })

  test('of another name stands', () => {
    const step: Step = { what: 'Look', command: 'openclaw channels logs --channel <channel>' }
    expect(plan([step], {}, valueOf('4242'))).toEqual([step])
  })

  test.each([
    ['ends the command', '1; rm -rf ~'],
    ['runs another one', '$(reboot)'],
    ['runs another one in back quotes', '`reboot`'],
    ['pipes', '1|sh'],
    ['begins another line', '1\nreboot'],
    ['is two words', '1 2'],
    ['would be read as an option', '-9'],
    ['expands', '*'],
    ['has quotes', "1'"],
    ['is empty', ''],
    ['is longer than a name', '1'.repeat(201)],
  ])('stands in the command when the value %s', (_, value) => {
    expect(plan([kill], {}, valueOf(value)).map(({ command }) => command)).toEqual(['kill <pid>'])
  })

  test('is filled before the command is translated', () => {
    const step: Step = { what: 'See who it is', command: 'ps -o pid,user -p <pid>' }
    const platform = { os: 'windows', supervisor: 'windows-task' } as const
    expect(plan([step], { platform }, valueOf('42'))).toEqual([
      { what: 'See who it is', command: 'Get-Process -Id 42' },
    ])
  })
})

test('a command that another platform does not have leaves its sentence', () => {
  const step: Step = {
    what: 'Read the environment of the service',
    command: 'systemctl --user show openclaw-gateway -p Environment',
    when: 'a service starts it',
  }
  expect(plan([step], { platform: { os: 'windows', supervisor: 'windows-task' } })).toEqual([
    { what: 'Read the environment of the service', when: 'a service starts it' },
  ])
})
