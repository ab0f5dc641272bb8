import { parseObject } from '../src/base/json.ts'
import { defineParser } from '../src/model/parser.ts'
import { severityOf } from '../src/model/record.ts'
import { epochStamp, parseStamp } from '../src/base/time.ts'

export default defineParser({
  id: 'json-lines',
  title: 'JSON lines of other programs (pino, bunyan, Serilog, desktop apps)',
  references: ['https://getpino.io'],
  kind: 'envelope',
  parse(text) {
    if (text.charCodeAt(0) !== 123) return undefined
    const record = parseObject(text)
    if (!record) return undefined
    const message = [record['msg'], record['message'], record['@m']].find((value) => typeof value === 'string')
    const time = [record['ts'], record['time'], record['timestamp'], record['@timestamp'], record['@t']].find(
      (value) => typeof value === 'string' || typeof value === 'number',
    )
    if (typeof message !== 'string' || time === undefined) return undefined
    const { level } = record
    return {
      stamp: typeof time === 'number' ? epochStamp(Math.round(time)) : parseStamp(time),
      severity:
        typeof level === 'string'
          ? severityOf(level)
          : typeof level === 'number'
            ? ({ 10: 1, 20: 5, 30: 9, 40: 13, 50: 17, 60: 21 }[level] ?? 0)
            : 0,
      rest: message,
    }
  },
  examples: [
    {
      line: '{"ts":"2026-06-04T00:51:05.927Z","level":"info","msg":"Approve result: exit=0"}',
      gives: { stamp: '2026-06-04T00:51:05.927Z', severity: 9, rest: 'Approve result: exit=0' },
    },
    {
      line: '{"level":40,"time":1795341600123,"pid":1,"msg":"hi"}',
      gives: { stamp: '2026-11-22T10:00:00.123Z', severity: 13, rest: 'hi' },
    },
    { line: '{"jobs":[]}', gives: undefined },
    { line: '{"msg":"no time"}', gives: undefined },
  ],
})
