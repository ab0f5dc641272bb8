import { defineParser } from '../src/model/parser.ts'
import { ctimeAt } from '../src/base/time.ts'

const sinceBoot = /^\[ {0,8}\d{1,10}\.\d{6}\](?:\[ {0,8}[TC]\d{1,10}\])? /

export default defineParser({
  id: 'kernel',
  title: 'dmesg',
  references: ['https://man7.org/linux/man-pages/man1/dmesg.1.html'],
  kind: 'payload',
  parse(text) {
    if (text.charCodeAt(0) !== 91) return undefined
    const match = sinceBoot.exec(text)
    if (match) return { attributes: { 'service.name': 'kernel' }, body: text.slice(match[0].length) }
    const found = ctimeAt(text.slice(1, 40))
    if (!found || !text.startsWith('] ', found.length + 1)) return undefined
    return { stamp: found.stamp, attributes: { 'service.name': 'kernel' }, body: text.slice(found.length + 3) }
  },
  examples: [
    {
      line: '[12345.678901] Out of memory: Killed process 413 (node) total-vm:3145728kB, anon-rss:2097152kB',
      gives: {
        attributes: { 'service.name': 'kernel' },
        body: 'Out of memory: Killed process 413 (node) total-vm:3145728kB, anon-rss:2097152kB',
      },
      note: 'the time since boot is no time of day',
    },
    {
      line: '[    1.000001][  T413] oom-kill:constraint=CONSTRAINT_MEMCG,task=node,pid=413,uid=1000',
      gives: {
        attributes: { 'service.name': 'kernel' },
        body: 'oom-kill:constraint=CONSTRAINT_MEMCG,task=node,pid=413,uid=1000',
      },
    },
    {
      line: '[Sun Nov 22 10:00:00 2026] Out of memory: Killed process 413 (node)',
      gives: {
        stamp: '2026-11-22T10:00:00',
        attributes: { 'service.name': 'kernel' },
        body: 'Out of memory: Killed process 413 (node)',
      },
      note: 'dmesg -T',
    },
    { line: '[Sun Nov 22] hi', gives: undefined },
    { line: '[402:0xfed5000]    20111 ms: Mark-Compact 362.9 (448.8)', gives: undefined, note: 'said by V8' },
  ],
})
