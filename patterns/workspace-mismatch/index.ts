import type { Family } from '../../src/model/family.ts'
import { workspaceMkdir } from './workspace-mkdir.pattern.ts'
import { workspaceBootstrapMissing } from './workspace-bootstrap-missing.pattern.ts'
import { workspaceDenied } from './workspace-denied.pattern.ts'
import { workspaceFallback } from './workspace-fallback.pattern.ts'
import { workspaceEscape } from './workspace-escape.pattern.ts'
import { workspacePathMismatch } from './workspace-path-mismatch.cause.ts'
import { workspaceFallbackCause } from './workspace-fallback.cause.ts'

export default {
  patterns: [workspaceMkdir, workspaceBootstrapMissing, workspaceDenied, workspaceFallback, workspaceEscape],
  causes: [workspacePathMismatch, workspaceFallbackCause],
} satisfies Family
