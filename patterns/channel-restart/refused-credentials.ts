// A bot token or a login that is refused is no fault of the transport.
export const refusedCredentials = /\(401|401: Unauthorized|invalid_auth|token_revoked|account_inactive|not_authed/
