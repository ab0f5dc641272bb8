import { defineParser } from '../src/model/parser.ts'
import { anyOf, sequence } from '../src/base/expressions.ts'

// Many other lines begin with these signs too, so a program that one calls to look at a gateway must follow.
const bare = sequence(
  /^[#%>] /,
  anyOf(
    /(?=(?:openclaw|clawdbot|docker|podman|kubectl|systemctl|journalctl|launchctl|supervisorctl|pm2|nginx|caddy)\b)/,
    /(?=(?:sudo|npm|npx|pnpm|node|curl|cat|tail|head|less|grep|ls|ps|ss|lsof|netstat|dmesg)\b)/,
  ),
)
const dollar = /^[$❯➜] {1,4}(?=[^\s\d])/
const atHost = /^(?:\([\w.-]{1,64}\) )?[\w.-]{1,64}@[\w.-]{1,255}(?::| )[^\s$#%>]{0,255} ?[$#%>] (?=\S)/
const inBrackets = /^\[[\w.-]{1,64}@[\w.-]{1,255} [^\]]{1,255}\][$#%] (?=\S)/
const windows = /^(?:PS [A-Z]:\\[^>]{0,255}> ?|PS \/?[^>\s]{0,255}> ?|[A-Z]:\\[^>|]{0,255}>)(?=\S)/

export default defineParser({
  id: 'shell-prompt',
  title: 'The command line above pasted output',
  references: [],
  kind: 'payload',
  parse(text) {
    const first = text.charCodeAt(0)
    // A word, a bracket or a parenthesis; else one of the signs.
    const isWord = (first >= 97 && first <= 122) || (first >= 65 && first <= 90) || first === 91 || first === 40
    if (!isWord && first !== 36 && first !== 35 && first !== 37 && first !== 62 && first !== 0x276f && first !== 0x279c)
      return undefined
    const match = isWord
      ? (atHost.exec(text) ?? inBrackets.exec(text) ?? windows.exec(text))
      : (dollar.exec(text) ?? bare.exec(text))
    if (!match) return undefined
    const command = text.slice(match[0].length).trim()
    return { attributes: { command: command.slice(0, 512) }, body: command }
  },
  examples: [
    {
      line: '$ openclaw gateway status',
      gives: { attributes: { command: 'openclaw gateway status' }, body: 'openclaw gateway status' },
    },
    {
      line: 'ann@gw-1:~/claw$ docker compose ps',
      gives: { attributes: { command: 'docker compose ps' }, body: 'docker compose ps' },
    },
    {
      line: 'ann@mac ~ % openclaw doctor',
      gives: { attributes: { command: 'openclaw doctor' }, body: 'openclaw doctor' },
    },
    {
      line: '[root@gw-1 ~]# journalctl -u openclaw',
      gives: { attributes: { command: 'journalctl -u openclaw' }, body: 'journalctl -u openclaw' },
    },
    {
      line: 'PS C:\\Users\\ann> openclaw status',
      gives: { attributes: { command: 'openclaw status' }, body: 'openclaw status' },
    },
    {
      line: 'C:\\Users\\ann>openclaw status',
      gives: { attributes: { command: 'openclaw status' }, body: 'openclaw status' },
    },
    { line: '# openclaw logs', gives: { attributes: { command: 'openclaw logs' }, body: 'openclaw logs' } },
    { line: '# what happened', gives: undefined, note: 'a comment' },
    { line: '$ 5 per month', gives: undefined },
    { line: '[ws] hi', gives: undefined },
  ],
})
