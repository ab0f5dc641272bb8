import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const modelUnknown = definePattern({
  id: 'model.unknown',
  class: 'model-auth',
  role: 'cause',
  title: 'Unknown model: {model}',
  description: 'No configured provider knows this name.',
  keywords: ['Unknown model:', 'model_not_found', 'not found. Fell back to'],
  match: anyOf(/Unknown model: (?<model>[^\s"]+)/, /Model "(?<model>[^"]+)" not found\. Fell back/, /model_not_found/),
  fields: ({ model }) => ({ model: model?.replace(/[.,;]$/, '') }),
  examples: {
    hits: [
      { line: 'Model "a/b" not found. Fell back to "c/d".', fields: { model: 'a/b' } },
      { line: 'All models failed (1): a/b: x (model_not_found)' },
      {
        line: '[diagnostic] lane task error: lane=main durationMs=57 error="FailoverError: Unknown model: ollama/qwen2.5:3b."',
        fields: { model: 'ollama/qwen2.5:3b' },
      },
    ],
    misses: ['Unknown mode: x'],
  },
})
