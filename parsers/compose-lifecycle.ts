import { defineParser } from '../src/model/parser.ts'
import { serviceOf } from './compose.ts'

const longest = 400
const shapes: readonly RegExp[] = [
  /^([A-Za-z0-9][\w.-]{0,127}) exited with code \d{1,3}(?: \(restarting\))?$/,
  /^(?: ?[^\s\w[{(]{1,2} )?Container ([A-Za-z0-9][\w.-]{0,127}) {1,40}[A-Z][a-z]{3,12}\b/,
  /^(?:Creating|Recreating|Starting|Restarting|Stopping|Killing|Removing) ([A-Za-z0-9][\w.-]{0,127}) {1,40}\.\.\./,
  /^Attaching to ([A-Za-z0-9][\w.-]{0,127})$/,
  /^dependency failed to start: container ([A-Za-z0-9][\w.-]{0,127}) /,
]

export default defineParser({
  id: 'compose-lifecycle',
  title: 'Messages of Compose about its containers',
  references: ['https://docs.docker.com/reference/cli/docker/compose/up/'],
  kind: 'payload',
  parse(text) {
    if (text.length > longest || text.length < 12) return undefined
    for (const shape of shapes) {
      const name = shape.exec(text)?.[1]
      // Only the first shape has the service in its name; in the others the name begins with the project.
      if (name !== undefined)
        return {
          attributes: { 'container.name': name, 'compose.service': shape === shapes[0] ? serviceOf(name) : undefined },
          body: text.trim(),
        }
    }
    return undefined
  },
  examples: [
    {
      line: 'openclaw-gateway-1 exited with code 78',
      gives: {
        attributes: { 'container.name': 'openclaw-gateway-1', 'compose.service': 'openclaw-gateway' },
        body: 'openclaw-gateway-1 exited with code 78',
      },
    },
    {
      line: 'claw exited with code 1 (restarting)',
      gives: { attributes: { 'container.name': 'claw' }, body: 'claw exited with code 1 (restarting)' },
    },
    {
      line: ' ✔ Container openclaw-openclaw-gateway-1  Recreated   0.4s ',
      gives: {
        attributes: { 'container.name': 'openclaw-openclaw-gateway-1' },
        body: '✔ Container openclaw-openclaw-gateway-1  Recreated   0.4s',
      },
    },
    {
      line: 'Recreating openclaw_openclaw-gateway_1 ... done',
      gives: {
        attributes: { 'container.name': 'openclaw_openclaw-gateway_1' },
        body: 'Recreating openclaw_openclaw-gateway_1 ... done',
      },
    },
    {
      line: 'Attaching to openclaw-gateway-1',
      gives: { attributes: { 'container.name': 'openclaw-gateway-1' }, body: 'Attaching to openclaw-gateway-1' },
    },
    { line: 'Attaching to openclaw-cli-1, openclaw-gateway-1', gives: undefined, note: 'several containers' },
    { line: 'Gateway process exited with code 1', gives: undefined, note: 'said by a wrapper' },
    { line: 'Container environment detected', gives: undefined, note: 'said by the gateway' },
  ],
})
