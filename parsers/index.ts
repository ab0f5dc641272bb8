import type { Parser } from '../src/model/parser.ts'
import box from './box.ts'
import caddy from './caddy.ts'
import compose from './compose.ts'
import composeLifecycle from './compose-lifecycle.ts'
import cri from './cri.ts'
import dockerJson from './docker-json.ts'
import dockerTimestamps from './docker-timestamps.ts'
import elided from './elided.ts'
import embedded from './embedded.ts'
import grep from './grep.ts'
import journalExport from './journal-export.ts'
import journalJson from './journal-json.ts'
import journalJsonPretty from './journal-json-pretty.ts'
import journalShort from './journal-short.ts'
import journalVerbose from './journal-verbose.ts'
import jsonLines from './json-lines.ts'
import kernel from './kernel.ts'
import kubectl from './kubectl.ts'
import leveled from './leveled.ts'
import nginxAccess from './nginx-access.ts'
import nginxError from './nginx-error.ts'
import openclawConsole from './openclaw-console.ts'
import openclawFile from './openclaw-file.ts'
import openclawJson from './openclaw-json.ts'
import openclawLogs from './openclaw-logs.ts'
import openclawLogsJson from './openclaw-logs-json.ts'
import openclawPrettyJson from './openclaw-pretty-json.ts'
import openclawReport from './openclaw-report.ts'
import plain from './plain.ts'
import pm2 from './pm2.ts'
import powershell from './powershell.ts'
import shellPrompt from './shell-prompt.ts'
import stamped from './stamped.ts'
import supervisord from './supervisord.ts'
import syslog from './syslog.ts'
import systemctlStatus from './systemctl-status.ts'

/** In the order of trial, most exact first; `plain` takes what is left. */
export const parsers: readonly Parser[] = [
  journalJson,
  dockerJson,
  openclawFile,
  openclawLogsJson,
  openclawJson,
  caddy,
  openclawReport,
  jsonLines,
  journalJsonPretty,
  openclawPrettyJson,
  journalExport,
  journalVerbose,
  grep,
  kubectl,
  compose,
  composeLifecycle,
  pm2,
  cri,
  dockerTimestamps,
  syslog,
  journalShort,
  kernel,
  elided,
  systemctlStatus,
  nginxAccess,
  nginxError,
  supervisord,
  powershell,
  shellPrompt,
  leveled,
  embedded,
  box,
  openclawLogs,
  openclawConsole,
  stamped,
  plain,
]
