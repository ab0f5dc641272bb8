import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
import { channelHandlerFailed } from './channel-handler-failed.pattern.ts'
import { pluginFailed } from './plugin-failed.pattern.ts'
import { appliedChange, updated } from '../applied-change.ts'

export const pluginFailedCause = defineCause({
  id: 'plugin-failed',
  class: 'plugin-failed',
  title: 'A plug-in fails, and the gateway runs without what it does',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: {
      what: `Compare the version of ${names(facts)} with the gateway's; update or reinstall the older one`,
      command: 'openclaw plugins list',
    },
    restart: no('The same code is loaded again.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: {
      what: 'List the plug-ins',
      command: 'openclaw plugins list',
      expect: 'another version, or an error beside it',
    },
  }),
  trigger: [pluginFailed, channelHandlerFailed],
  gap: '3h',
  strength: 82,
  recovery: [appliedChange(/plugins/), updated],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.select([pluginFailed]),
      (on) =>
        `${String(on[0]!.attributes['plugin'])} failed during ${String(on[0]!.attributes['phase'])}: ` +
        `${String(on[0]!.attributes['error'])}.`,
    ),
    facts.clause(
      facts.select([channelHandlerFailed]),
      (on) =>
        `${count(on.length, 'inbound message')} ended in an error of the code of ` +
        `${String(on[0]!.attributes['channel'] ?? 'a channel')}: ${String(on[0]!.attributes['error'])}.`,
    ),
  ],
  background:
    'A plug-in that was built for another version calls what is no longer there. The gateway itself serves on.',
  checks: () => [
    { what: 'List the plug-ins and their versions', command: 'openclaw plugins list' },
    { what: 'Read the version of the gateway', command: 'openclaw --version' },
  ],
  fix: () => [
    { what: 'Update or reinstall the plug-in in the version of the gateway', command: 'openclaw plugins update' },
    { what: 'Or turn it off until it is fixed', instead: true },
  ],
})

function names(facts: { values(name: string): string[] }): string {
  return [...facts.values('plugin'), ...facts.values('channel')].join(', ') || 'the plug-in'
}
