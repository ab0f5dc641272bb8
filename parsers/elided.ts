import { defineParser } from '../src/model/parser.ts'

const shape = /^(?:\.\.\.|…) (?:[\w.-]{1,64} )?([\w@./-]{1,64})\[([^\]]{1,12})\]: /

export default defineParser({
  id: 'elided',
  title: 'A journal line whose time somebody left out',
  references: [],
  kind: 'envelope',
  parse(text) {
    const first = text.charCodeAt(0)
    if (first !== 46 && first !== 8230) return undefined
    const match = shape.exec(text)
    if (!match) return undefined
    const pid = Number(match[2])
    return {
      attributes: { 'service.name': match[1], 'process.pid': Number.isInteger(pid) ? pid : undefined },
      rest: text.slice(match[0].length),
    }
  },
  examples: [
    {
      line: '... systemd[1]: openclaw.service: Failed',
      gives: { attributes: { 'service.name': 'systemd', 'process.pid': 1 }, rest: 'openclaw.service: Failed' },
    },
    {
      line: '… host node[XXXX]: [gateway] hi',
      gives: { attributes: { 'service.name': 'node' }, rest: '[gateway] hi' },
    },
    { line: '... and so on', gives: undefined },
  ],
})
