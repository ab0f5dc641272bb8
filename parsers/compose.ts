import { defineParser } from '../src/model/parser.ts'

// Swarm writes `stack_service.1.id@node`.
const containerName = /^[a-z0-9][a-z0-9_.@-]{0,127}$/
const numbered = /^(.{1,120})[-_]([1-9]\d{0,3})$/

/** The service of a container that Compose named: `openclaw-gateway-1`, or `openclaw-gateway_1` in Compose v1. */
export function serviceOf(container: string): string | undefined {
  return numbered.exec(container)?.[1]
}

export default defineParser({
  id: 'compose',
  title: 'docker compose logs',
  references: ['https://docs.docker.com/reference/cli/docker/compose/logs/'],
  kind: 'envelope',
  parse(text) {
    const first = text.charCodeAt(0)
    if (!((first >= 97 && first <= 122) || (first >= 48 && first <= 57))) return undefined
    const bar = text.indexOf('|')
    if (bar < 2 || bar > 160) return undefined
    const name = text.slice(0, bar).trimEnd()
    const blanks = bar - name.length
    if (blanks === 0 || !containerName.test(name)) return undefined
    const service = serviceOf(name)
    // Compose pads names to the longest one and adds a blank, so a single blank is prose unless Compose made the name.
    if (blanks === 1 && service === undefined) return undefined
    return {
      attributes: { 'container.name': name, 'compose.service': service },
      rest: text.slice(text[bar + 1] === ' ' ? bar + 2 : bar + 1),
    }
  },
  examples: [
    {
      line: 'openclaw-gateway-1  | 2026-11-22T10:00:00.123+00:00 [ws] hi',
      gives: {
        attributes: { 'container.name': 'openclaw-gateway-1', 'compose.service': 'openclaw-gateway' },
        rest: '2026-11-22T10:00:00.123+00:00 [ws] hi',
      },
    },
    {
      line: 'openclaw-gateway_1  | ready',
      gives: {
        attributes: { 'container.name': 'openclaw-gateway_1', 'compose.service': 'openclaw-gateway' },
        rest: 'ready',
      },
      note: 'Compose v1',
    },
    {
      line: 'claw           |   - indented',
      gives: { attributes: { 'container.name': 'claw' }, rest: '  - indented' },
      note: 'container_name',
    },
    {
      line: 'openclaw-gateway-1  | ',
      gives: {
        attributes: { 'container.name': 'openclaw-gateway-1', 'compose.service': 'openclaw-gateway' },
        rest: '',
      },
    },
    { line: 'docker | grep openclaw', gives: undefined, note: 'a pipe' },
    { line: 'Gateway  | local', gives: undefined, note: 'a table' },
    { line: '0|openclaw  | hi', gives: undefined, note: 'pm2' },
  ],
})
