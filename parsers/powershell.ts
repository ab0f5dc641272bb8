import { defineParser } from '../src/model/parser.ts'

const prefix = /^((?:node|openclaw|clawdbot|npm|npx|pnpm|docker|wsl)(?:\.(?:exe|cmd|ps1|mjs))?) : /

export default defineParser({
  id: 'powershell',
  title: "A program's standard error as PowerShell 5 writes it",
  references: ['https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_redirection'],
  kind: 'envelope',
  parse(text) {
    const first = text.charCodeAt(0)
    if (first < 99 || first > 119) return undefined
    const match = prefix.exec(text)
    if (!match) return undefined
    return { attributes: { 'service.name': match[1]!, 'log.iostream': 'stderr' }, rest: text.slice(match[0].length) }
  },
  examples: [
    {
      line: 'node.exe : 2026-11-22T10:00:00.123+00:00 [secrets] hi',
      gives: {
        attributes: { 'service.name': 'node.exe', 'log.iostream': 'stderr' },
        rest: '2026-11-22T10:00:00.123+00:00 [secrets] hi',
      },
    },
    { line: 'node: bad option', gives: undefined, note: 'said by Node.js itself' },
    { line: 'telegram : hi', gives: undefined },
  ],
})
