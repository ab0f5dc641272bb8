import { definePattern } from '../../src/model/pattern.ts'

const cliProviders = /^(?:claude-cli|codex-cli|google-gemini-cli|gemini-cli|qwen-cli|\S+-cli)$/

export const agentModel = definePattern({
  id: 'agent.model',
  class: 'other',
  role: 'context',
  title: 'The main agent uses {provider}/{model}',
  description:
    'Written at every start. A provider that ends in -cli is a command-line program: OpenClaw does not hand it its tools.',
  keywords: ['agent model: '],
  subsystems: ['gateway'],
  match: /^agent model: (?<provider>[^/\s]+)\/(?<model>\S+)/,
  fields: ({ provider, model }) => ({ provider, model, cli: cliProviders.test(provider ?? '') ? true : undefined }),
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
