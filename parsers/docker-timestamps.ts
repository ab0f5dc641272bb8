import { defineParser } from '../src/model/parser.ts'
import { isoAt } from '../src/base/time.ts'

// Docker and the kubelet always write nine digits. Podman writes none; a second time after its own gives it away.
const nanoseconds = /^.{19}\.\d{9}(?:Z|[+-]\d\d:\d\d) /
const seconds = /^.{19}(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d) (?=\d{4}-\d\d-\d\dT|\d\d:\d\d:\d\d \[)/

export default defineParser({
  id: 'docker-timestamps',
  title: 'docker logs --timestamps, docker compose logs --timestamps, kubectl logs --timestamps',
  references: ['https://docs.docker.com/reference/cli/docker/container/logs/'],
  kind: 'envelope',
  parse(text) {
    if (text.charCodeAt(10) !== 84 || text.charCodeAt(4) !== 45) return undefined
    const match = nanoseconds.exec(text) ?? seconds.exec(text)
    const found = match ? isoAt(text) : undefined
    return match && found ? { stamp: found.stamp, rest: text.slice(match[0].length) } : undefined
  },
  examples: [
    {
      line: '2026-11-22T10:00:00.123456789Z [ws] hi',
      gives: { stamp: '2026-11-22T10:00:00.123456789Z', rest: '[ws] hi' },
    },
    {
      line: '2026-11-22T11:00:00+01:00 2026-11-22T10:00:00.001Z [ws] hi',
      gives: { stamp: '2026-11-22T10:00:00.000Z', rest: '2026-11-22T10:00:00.001Z [ws] hi' },
      note: 'podman',
    },
    {
      line: '2026-11-22T11:00:00+01:00 10:00:00 [ws] hi',
      gives: { stamp: '2026-11-22T10:00:00.000Z', rest: '10:00:00 [ws] hi' },
    },
    { line: '2026-11-22T10:00:00.123456789Z ', gives: { stamp: '2026-11-22T10:00:00.123456789Z', rest: '' } },
    { line: '2026-11-22T10:00:00.123Z [ws] hi', gives: undefined, note: 'the gateway itself' },
    { line: '2026-99-22T10:00:00.123456789Z [ws] hi', gives: undefined, note: 'no such month' },
  ],
})
