import { defineParser } from '../src/model/parser.ts'

export default defineParser({
  id: 'plain',
  title: 'Text in no known format',
  references: [],
  kind: 'payload',
  parse: (text) => ({ body: text }),
  examples: [
    { line: 'Port 18789 is already in use.', gives: { body: 'Port 18789 is already in use.' } },
    {
      line: '    at processTicksAndRejections (node:internal/process/task_queues:105:5)',
      gives: { body: '    at processTicksAndRejections (node:internal/process/task_queues:105:5)' },
    },
    { line: '', gives: { body: '' } },
  ],
})
