import { defineParser } from '../src/model/parser.ts'
import { isoAt } from '../src/base/time.ts'

const shape = /^.{19,29}(?:Z|[+-]\d\d:\d\d) (stdout|stderr) ([FP]) /

export default defineParser({
  id: 'cri',
  title: 'Container logs on a Kubernetes node (/var/log/pods)',
  references: ['https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md'],
  kind: 'envelope',
  parse(text) {
    if (text.charCodeAt(10) !== 84 || text.charCodeAt(4) !== 45) return undefined
    const match = shape.exec(text)
    const found = match ? isoAt(text) : undefined
    if (!match || !found) return undefined
    return {
      stamp: found.stamp,
      attributes: { 'log.iostream': match[1]!, cut: match[2] === 'P' ? true : undefined },
      rest: text.slice(match[0].length),
    }
  },
  examples: [
    {
      line: '2026-11-22T10:00:00.123456789Z stderr F [ws] hi',
      gives: { stamp: '2026-11-22T10:00:00.123456789Z', attributes: { 'log.iostream': 'stderr' }, rest: '[ws] hi' },
    },
    {
      line: '2026-11-22T11:00:00.123456789+01:00 stdout P the first 16 KiB',
      gives: {
        stamp: '2026-11-22T10:00:00.123456789Z',
        attributes: { 'log.iostream': 'stdout', cut: true },
        rest: 'the first 16 KiB',
      },
    },
    { line: '2026-11-22T10:00:00.123Z stdout is closed', gives: undefined },
  ],
})
