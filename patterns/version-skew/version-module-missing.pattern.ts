import { definePattern } from '../../src/model/pattern.ts'

export const versionModuleMissing = definePattern({
  id: 'version.module-missing',
  class: 'other',
  role: 'context',
  title: 'A module is missing',
  description: 'The first line of an error; the next line has the path.',
  keywords: ['ERR_MODULE_NOT_FOUND', 'Cannot find module'],
  match: /(?<what>ERR_MODULE_NOT_FOUND|Cannot find module)[^'"\n]*$/,
  examples: {
    hits: [{ line: 'Error [ERR_MODULE_NOT_FOUND]: Cannot find module', fields: { what: 'ERR_MODULE_NOT_FOUND' } }],
    misses: ["Cannot find module '/x.js'"],
  },
})
