import type { Family } from '../../src/model/family.ts'
import { agentModel } from './agent-model.pattern.ts'
import { cliExec } from './cli-exec.pattern.ts'
import { cliFailed } from './cli-failed.pattern.ts'
import { cliToolsAbsent } from './cli-tools-absent.pattern.ts'
import { reportCronRun } from './report-cron-run.pattern.ts'
import { toolsPolicy } from './tools-policy.pattern.ts'
import { cliBackendWithoutTools } from './cli-backend-without-tools.cause.ts'
import { cliBackendSilent } from './cli-backend-silent.cause.ts'
import { cliBackendFails } from './cli-backend-fails.cause.ts'

export default {
  patterns: [agentModel, cliExec, cliFailed, cliToolsAbsent, reportCronRun, toolsPolicy],
  causes: [cliBackendWithoutTools, cliBackendSilent, cliBackendFails],
} satisfies Family
