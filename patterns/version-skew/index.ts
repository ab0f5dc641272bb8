import type { Family } from '../../src/model/family.ts'
import { versionProtocol } from './version-protocol.pattern.ts'
import { versionConfigNewer } from './version-config-newer.pattern.ts'
import { versionStaleInstall } from './version-stale-install.pattern.ts'
import { versionModuleMissing } from './version-module-missing.pattern.ts'
import { versionModulePath } from './version-module-path.pattern.ts'
import { versionClientOutdated } from './version-client-outdated.pattern.ts'
import { versionUpdate } from './version-update.pattern.ts'
import { versionNeedsOther } from './version-needs-other.pattern.ts'
import { versionLauncherMissing } from './version-launcher-missing.pattern.ts'
import { launcherMissing } from './launcher-missing.cause.ts'
import { needsOtherVersion } from './needs-other-version.cause.ts'
import { versionReported } from './version-reported.pattern.ts'
import { versionDiffer } from './version-differ.derivation.ts'
import { versionConfigOfAnother } from './version-config-of-another.derivation.ts'
import { protocolMismatch } from './protocol-mismatch.cause.ts'
import { oldGatewayStillRunning } from './old-gateway-still-running.cause.ts'
import { versionConfigNewerCause } from './version-config-newer.cause.ts'
import { notRestartedAfterUpdate } from './not-restarted-after-update.cause.ts'
import { clientOutdated } from './client-outdated.cause.ts'
import { versionsDiffer } from './versions-differ.cause.ts'

export default {
  patterns: [
    versionProtocol,
    versionConfigNewer,
    versionStaleInstall,
    versionModuleMissing,
    versionModulePath,
    versionClientOutdated,
    versionUpdate,
    versionNeedsOther,
    versionLauncherMissing,
    versionReported,
  ],
  derivations: [versionDiffer, versionConfigOfAnother],
  causes: [
    needsOtherVersion,
    launcherMissing,
    protocolMismatch,
    oldGatewayStillRunning,
    versionConfigNewerCause,
    notRestartedAfterUpdate,
    clientOutdated,
    versionsDiffer,
  ],
} satisfies Family
