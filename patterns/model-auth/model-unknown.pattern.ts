import { definePattern } from '../../src/model/pattern.ts'

export const modelUnknown = definePattern({
  id: 'model.unknown',
  class: 'model-auth',
  role: 'cause',
  title: 'Unknown model: {model}',
  description: 'A name that no configured provider knows.',
  keywords: ['Unknown model:', 'model_not_found', 'not found. Fell back to'],
  match:
    /(?:Unknown model: (?<model>[^\s"]+)|Model "(?<model2>[^"]+)" not found\. Fell back|(?<missing>model_not_found))/,
  fields: (g) => ({ model: (g['model'] ?? g['model2'])?.replace(/[.,;]$/, '') }),
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
