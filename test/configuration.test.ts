// What a bundle shows of a configuration: all of its structure, and no value that may be somebody's.
import { describe, expect, test } from 'vitest'
import { installation } from '../patterns/installation.ts'
import { hiddenInConfiguration, hiddenInOutput } from '../src/bundle/configuration.ts'

const { modes } = installation.diagnostics
const shown = (text: string): string => hiddenInConfiguration(text, modes)

test.each([
  [
    'a list under the name of a secret',
    '{ secretList: ["swordfish", \'b\'] }',
    '{ secretList: ["[hidden]", \'[hidden]\'] }',
  ],
  [
    'numbers of people, in a list over lines',
    '{\n  allowFrom: [\n    "15550100200",\n    15550100201, // Bob\n  ],\n}',
    '{\n  allowFrom: [\n    "[hidden]",\n    "[hidden]", // Bob\n  ],\n}',
  ],
  ['a string over lines', '{ cert: "-----BEGIN\\\nabc\\\n-----END", port: 1 }', '{ cert: "[hidden]", port: 1 }'],
  [
    'the path of a webhook, but not its host',
    '{ url: "https://h.example/hooks/T0F4K3" }',
    '{ url: "https://h.example/[hidden]" }',
  ],
  [
    'values of headers',
    '{ headers: { "X-Acme": "abc", other: 1 }, a: "b" }',
    '{ headers: { "X-Acme": "[hidden]", other: 1 }, a: "b" }',
  ],
  ['values of an environment', "{ env: { vars: { FOO: 'bar' } } }", "{ env: { vars: { FOO: '[hidden]' } } }"],
  ['a number that lets somebody in', '{ pin: 4711, port: 18789 }', '{ pin: "[hidden]", port: 18789 }'],
  ['names that are ids', '{ groups: { "120363025246125486": {} } }', '{ groups: { "[hidden]": {} } }'],
  [
    'comments that hold more than words',
    '{ // token: "old1"\n  a: 1 /* x=1 */ }',
    '{ // [hidden]\n  a: 1 /* [hidden] */ }',
  ],
  [
    'a broken string, up to the end of its line',
    '{ token: "swordfish,\n  port: 1 }',
    '{ token: "[hidden]"\n  port: 1 }',
  ],
  ['a quote that is escaped', "{ apiKey: 'a\\'b' }", "{ apiKey: '[hidden]' }"],
])('%s is hidden', (_, given, expected) => {
  expect(shown(given)).toBe(expected)
})

test.each([
  '{ // mine, for the office\n  gateway: { auth: { mode: "token", token: "‹token:3fa9c1›" } } }',
  '{"token":"${GATEWAY_TOKEN}","authMode":"password","maxTokens":200000}',
  "{ model: 'anthropic/claude-opus-4-5', baseUrl: 'https://api.example/v1/chat', retries: 3, on: true }",
  '{ agents: { list: [{ id: "main", workspace: "~/.openclaw/workspace" }] } }',
  '{ unfinished: [1, 2',
])('%s stays as it is', (text) => {
  expect(shown(text)).toBe(text)
})

describe('output of a program', () => {
  test.each([
    ['Gateway token   plain-words', 'Gateway token   [hidden]'],
    ['│ Gateway password │ hunter │', '│ Gateway password │ [hidden] │'],
    ['API key: abc def', 'API key: [hidden]'],
  ])('%s is shown as %s', (given, expected) => {
    expect(hiddenInOutput(given, modes)).toBe(expected)
  })

  test.each([
    'Gateway token   missing',
    'Gateway token   ‹token:3fa9c1›',
    'Token usage  12k',
    'Gateway: ok',
    'auth token: set by OPENCLAW_GATEWAY_TOKEN',
  ])('%s stays as it is', (text) => {
    expect(hiddenInOutput(text, modes)).toBe(text)
  })
})
