import { defineParser } from '../src/model/parser.ts'
import { anyOf } from '../src/base/expressions.ts'
import { severity } from '../src/model/record.ts'
import { isoAt } from '../src/base/time.ts'

const level = /(CRIT|ERRO|WARN|INFO|DEBG|TRAC|BLAT) /y
const severities: Readonly<Record<string, number>> = {
  CRIT: severity.fatal,
  ERRO: severity.error,
  WARN: severity.warn,
  INFO: severity.info,
  DEBG: severity.debug,
  TRAC: severity.trace,
  BLAT: severity.trace,
}
// Python's own logging looks the same; these words begin supervisord's messages.
const own = anyOf(
  /^(?:spawned|success|exited|gave up|entered|stopped|waiting|received|reaped)\b/,
  /^(?:supervisord|daemonizing|killing|RPC|Set uid|Included|Increased)\b/,
)

export default defineParser({
  id: 'supervisord',
  title: "supervisord's log",
  references: ['https://supervisord.org/logging.html'],
  kind: 'payload',
  parse(text) {
    if (text.charCodeAt(19) !== 44 || text.charCodeAt(4) !== 45) return undefined
    const found = isoAt(text)
    if (!found) return undefined
    level.lastIndex = found.length + 1
    const match = level.exec(text)
    if (!match) return undefined
    const body = text.slice(level.lastIndex)
    return {
      stamp: found.stamp,
      severity: severities[match[1]!],
      attributes: { 'service.name': own.test(body) ? 'supervisord' : undefined },
      body,
    }
  },
  examples: [
    {
      line: '2026-11-22 10:00:00,123 WARN exited: openclaw (exit status 1; not expected)',
      gives: {
        stamp: '2026-11-22T10:00:00.123',
        severity: 13,
        attributes: { 'service.name': 'supervisord' },
        body: 'exited: openclaw (exit status 1; not expected)',
      },
    },
    {
      line: '2026-11-22 10:00:00,123 INFO hello',
      gives: { stamp: '2026-11-22T10:00:00.123', severity: 9, body: 'hello' },
    },
    { line: '2026-11-22 10:00:00,123 - root - INFO - hello', gives: undefined },
  ],
})
