import type { Migration } from '../migrate.ts'

/** Who can sign in to which app. Codes and sign-ins under way live a minute and are kept in memory only. */
export const identities: Migration = {
  version: 5,
  name: 'identities',
  sql: `
CREATE TABLE identity_clients (
  number         INTEGER PRIMARY KEY AUTOINCREMENT,
  id             TEXT NOT NULL UNIQUE,
  account_id     TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name           TEXT NOT NULL,
  provider_type  TEXT NOT NULL,
  provider_label TEXT NOT NULL,
  redirect_uris  TEXT NOT NULL, -- JSON
  secret_hash    TEXT NOT NULL, -- SHA-256 of the secret, hex; the secret itself is nowhere
  created_at     INTEGER NOT NULL
);
CREATE INDEX identity_clients_by_account ON identity_clients (account_id);

CREATE TABLE identities (
  number         INTEGER PRIMARY KEY AUTOINCREMENT,
  id             TEXT NOT NULL UNIQUE,
  account_id     TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  client_id      TEXT NOT NULL REFERENCES identity_clients (id) ON DELETE CASCADE,
  -- The address of a mailbox that is gone may become another account's: the identity goes with its own.
  mailbox_key    INTEGER NOT NULL REFERENCES mailboxes (key) ON DELETE CASCADE,
  username       TEXT NOT NULL,
  name           TEXT NOT NULL,
  avatar_url     TEXT,
  is_active      INTEGER NOT NULL,
  email_verified INTEGER NOT NULL,
  claims         TEXT NOT NULL, -- JSON
  created_at     INTEGER NOT NULL
);
CREATE INDEX identities_by_account ON identities (account_id);
CREATE INDEX identities_by_client ON identities (client_id);
CREATE INDEX identities_by_mailbox ON identities (mailbox_key);

-- Has to be kept as it is, for it signs; it vouches for test identities only.
CREATE TABLE identity_signing_keys (
  id          TEXT PRIMARY KEY, -- kid: the thumbprint (RFC 7638)
  private_key TEXT NOT NULL,    -- JWK, JSON
  created_at  INTEGER NOT NULL
) WITHOUT ROWID;
`,
}
