// The chat service rejects a bot token or a login: the transport works.
export const refusedCredentials = /\(401|401: Unauthorized|invalid_auth|token_revoked|account_inactive|not_authed/
