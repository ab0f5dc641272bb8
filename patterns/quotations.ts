import type { Quoting } from '../src/model/pattern.ts'
import { quotingSubsystems } from './channel-subsystems.ts'

/** The places where OpenClaw's lines repeat what peers and users write. */
export const quoting: Quoting = {
  ownWords: [
    /^[a-z][a-z ]{2,40} (?=conn=)/,
    /^webchat disconnected (?:code=\d+ )?(?=reason=)/,
    /^(?:✗ parse-error error=|parse\/handle error: )SyntaxError: /,
    /^(?=⇄ res ✗ .*errorMessage=unknown method: )/,
    /^\w+ inbound: [^"]*(?=preview=")/,
  ],
  subsystems: new Set(quotingSubsystems),
}
