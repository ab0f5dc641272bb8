import { setFlagsFromString } from 'node:v8'

// Before anything else is loaded: better-sqlite3 13 needs Node-API 10 and ends older Nodes with a segmentation fault.
const needed = [24, 16] as const
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `oclog needs Node.js ${needed.join('.')} or newer, and this is ${process.versions.node} (${process.execPath}).\n` +
      'Use the Node.js that runs OpenClaw (it has the same floor), or without installing anything: npx ' +
      '-p node@24 -p oclog oclog …\n',
  )
  process.exit(2)
}

// A line that an attacker wrote must not be able to hang an expression: V8 goes over to its linear engine when one
// backtracks too much. https://v8.dev/blog/non-backtracking-regexp
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks')
// V8 counts once per place where a match is begun, however far that goes: by default (50,000) 64 KiB of letters are
// looked at 50,000 times, which takes 4 s, and with this 0.3 s. Lower, and real lines go over to the slower engine as
// well.
setFlagsFromString('--regexp-backtracks-before-fallback=2000')
// Young objects of a scan die at once: letting V8 give them more room does not save time, only adds 120 MB to what 1 GB
// of log takes.
setFlagsFromString('--semi-space-growth-factor=1')
