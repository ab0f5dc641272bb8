import { defineParser } from '../src/model/parser.ts'

const prefix = /^\[pod\/([a-z0-9][a-z0-9.-]{0,252})\/([a-z0-9][a-z0-9-]{0,62})\] ?/

export default defineParser({
  id: 'kubectl',
  title: 'kubectl logs --prefix',
  references: ['https://kubernetes.io/docs/reference/kubectl/generated/kubectl_logs/'],
  kind: 'envelope',
  parse(text) {
    if (!text.startsWith('[pod/')) return undefined
    const match = prefix.exec(text)
    if (!match) return undefined
    return {
      attributes: { 'container.name': match[1]!, 'k8s.container.name': match[2]! },
      rest: text.slice(match[0].length),
    }
  },
  examples: [
    {
      line: '[pod/openclaw-0/gateway] 2026-11-22T10:00:00.123+00:00 [ws] hi',
      gives: {
        attributes: { 'container.name': 'openclaw-0', 'k8s.container.name': 'gateway' },
        rest: '2026-11-22T10:00:00.123+00:00 [ws] hi',
      },
    },
    { line: '[pod/openclaw-0] hi', gives: undefined },
  ],
})
