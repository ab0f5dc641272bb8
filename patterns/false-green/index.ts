import type { Family } from '../../src/model/family.ts'
import { reportProbe } from './report-probe.pattern.ts'
import { reportRuntime } from './report-runtime.pattern.ts'
import { reportPortSilent } from './report-port-silent.pattern.ts'
import { reportConfigPaths } from './report-config-paths.pattern.ts'
import { reportStillStarting } from './report-still-starting.pattern.ts'
import { reportStatusJson } from './report-status-json.pattern.ts'
import { clientConnectFailed } from './client-connect-failed.pattern.ts'
import { clientUnreachable } from './client-unreachable.pattern.ts'
import { reportTaskMissing } from './report-task-missing.pattern.ts'
import { reportContradiction } from './report-contradiction.derivation.ts'
import { gatewayDoesNotAnswer } from './gateway-does-not-answer.cause.ts'
import { gatewayStatusContradiction } from './gateway-status-contradiction.cause.ts'
import { probeOkClientsFail } from './probe-ok-clients-fail.cause.ts'
import { serviceWithoutGateway } from './service-without-gateway.cause.ts'
import { gatewayUnreachable } from './gateway-unreachable.cause.ts'
import { gatewayPartUnavailable } from './gateway-part-unavailable.pattern.ts'
import { gatewayPartUnavailableCause } from './gateway-part-unavailable.cause.ts'

export default {
  patterns: [
    gatewayPartUnavailable,
    reportProbe,
    reportRuntime,
    reportPortSilent,
    reportConfigPaths,
    reportStatusJson,
    reportStillStarting,
    clientConnectFailed,
    clientUnreachable,
    reportTaskMissing,
  ],
  derivations: [reportContradiction],
  causes: [
    gatewayPartUnavailableCause,
    gatewayStatusContradiction,
    gatewayDoesNotAnswer,
    probeOkClientsFail,
    serviceWithoutGateway,
    gatewayUnreachable,
  ],
} satisfies Family
