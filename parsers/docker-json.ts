import { parseObject, textOf } from '../src/base/json.ts'
import { defineParser } from '../src/model/parser.ts'
import { parseStamp } from '../src/base/time.ts'

export default defineParser({
  id: 'docker-json',
  title: "Docker's json-file log",
  references: ['https://docs.docker.com/engine/logging/drivers/json-file/'],
  kind: 'envelope',
  parse(text) {
    if (!text.startsWith('{"log":"')) return undefined
    const object = parseObject(text)
    const log = textOf(object?.['log'])
    const stamp = parseStamp(textOf(object?.['time']) ?? '')
    if (!object || log === undefined || !stamp) return undefined
    const stream = object['stream']
    const whole = log.endsWith('\n')
    return {
      stamp,
      // Docker cuts a line of more than 16 KiB into pieces, and only the last one ends with a line feed.
      attributes: {
        'log.iostream': stream === 'stdout' || stream === 'stderr' ? stream : undefined,
        cut: whole ? undefined : true,
      },
      rest: whole ? log.slice(0, log.endsWith('\r\n') ? -2 : -1) : log,
    }
  },
  examples: [
    {
      line: '{"log":"\\u001b[36m[gateway]\\u001b[39m ready\\r\\n","stream":"stdout","time":"2026-11-22T10:00:00.123456789Z"}',
      gives: {
        stamp: '2026-11-22T10:00:00.123456789Z',
        attributes: { 'log.iostream': 'stdout' },
        rest: '\u001b[36m[gateway]\u001b[39m ready',
      },
    },
    {
      line: '{"log":"the first 16 KiB","stream":"stderr","attrs":{"tag":"x"},"time":"2026-11-22T10:00:00Z"}',
      gives: {
        stamp: '2026-11-22T10:00:00.000Z',
        attributes: { 'log.iostream': 'stderr', cut: true },
        rest: 'the first 16 KiB',
      },
    },
    { line: '{"log":"hi"}', gives: undefined, note: 'no time' },
    { line: '{"log":"torn', gives: undefined },
  ],
})
