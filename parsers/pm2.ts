import { defineParser } from '../src/model/parser.ts'
import { severity } from '../src/model/record.ts'
import { isoAt } from '../src/base/time.ts'

const prefix = /^(\d{1,4})\|([^|\s][^|]{0,127}?) {0,64}\| ?/
const daemon = /^PM2 (log|error) {0,8}: /
const banner = /^(?:\[PM2\](?:\[(?:WARN|ERROR)\])? |PM2 {1,32}\| )/

export default defineParser({
  id: 'pm2',
  title: 'pm2 logs, its log files with time, and the log of its daemon',
  references: ['https://pm2.keymetrics.io/docs/usage/log-management/'],
  kind: 'envelope',
  parse(text) {
    const first = text.charCodeAt(0)
    if (first === 80 || first === 91) {
      const match = banner.exec(text)
      if (!match) return undefined
      return {
        severity: match[0].includes('ERROR') ? severity.error : match[0].includes('WARN') ? severity.warn : undefined,
        attributes: { 'service.name': 'pm2' },
        rest: text.slice(match[0].length),
      }
    }
    if (first < 48 || first > 57) return undefined
    const match = prefix.exec(text)
    if (match) return { attributes: { 'service.name': match[2]! }, rest: text.slice(match[0].length) }
    const stamp = isoAt(text)
    if (!stamp || !text.startsWith(': ', stamp.length)) return undefined
    const rest = text.slice(stamp.length + 2)
    const own = daemon.exec(rest)
    if (!own) return { stamp: stamp.stamp, rest }
    return {
      stamp: stamp.stamp,
      severity: own[1] === 'error' ? severity.error : undefined,
      attributes: { 'service.name': 'pm2' },
      rest: rest.slice(own[0].length),
    }
  },
  examples: [
    {
      line: '0|openclaw  | 2026-11-22T10:00:00.123+00:00 [ws] hi',
      gives: { attributes: { 'service.name': 'openclaw' }, rest: '2026-11-22T10:00:00.123+00:00 [ws] hi' },
    },
    { line: '12|my gateway | ', gives: { attributes: { 'service.name': 'my gateway' }, rest: '' } },
    {
      line: '2026-11-22T10:00:00: 10:00:00 [gateway] ready',
      gives: { stamp: '2026-11-22T10:00:00', rest: '10:00:00 [gateway] ready' },
      note: 'pm2 start --time',
    },
    {
      line: '2026-11-22T10:00:00: PM2 log: App [openclaw:0] exited with code [1] via signal [SIGINT]',
      gives: {
        stamp: '2026-11-22T10:00:00',
        attributes: { 'service.name': 'pm2' },
        rest: 'App [openclaw:0] exited with code [1] via signal [SIGINT]',
      },
    },
    {
      line: 'PM2        | App [openclaw:0] online',
      gives: { attributes: { 'service.name': 'pm2' }, rest: 'App [openclaw:0] online' },
    },
    {
      line: '[PM2][ERROR] Script not found',
      gives: { severity: 17, attributes: { 'service.name': 'pm2' }, rest: 'Script not found' },
    },
    { line: '2026-11-22T10:00:00.000Z hi', gives: undefined },
    { line: '0 | openclaw | fork', gives: undefined, note: 'a table' },
  ],
})
