import { definePattern } from '../../src/model/pattern.ts'

export const agentModel = definePattern({
  id: 'agent.model',
  class: 'other',
  role: 'context',
  title: 'The main agent uses {provider}/{model}',
  description:
    'Logged at every start. A provider whose name ends in -cli is a command-line program, which does not get ' +
    "OpenClaw's tools.",
  keywords: ['agent model: '],
  subsystems: ['gateway'],
  match: /^agent model: (?<provider>[^/\s]+)\/(?<model>\S+)/,
  fields: ({ provider, model }) => ({ provider, model, cli: provider?.endsWith('-cli') ? true : undefined }),
  examples: {
    hits: [
      {
        line: '[gateway] agent model: claude-cli/claude-opus-5 (thinking=medium, fast=off)',
        fields: { provider: 'claude-cli', cli: true },
      },
      { line: '[gateway] agent model: openai/gpt-5.2', fields: { provider: 'openai' } },
    ],
    misses: ['[agent] agent model: x/y'],
  },
})
