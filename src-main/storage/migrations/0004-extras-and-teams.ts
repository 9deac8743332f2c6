import type { Migration } from '../migrate.ts'

/** What is added to a stored mail, which itself never changes; and whom an account has in its team. */
export const extrasAndTeams: Migration = {
  version: 4,
  name: 'extras and teams',
  sql: `
-- Only messages that have something of it. One table refers to deliveries, so that a deletion has little more to look at.
CREATE TABLE message_extras (
  seq        INTEGER PRIMARY KEY REFERENCES deliveries (seq) ON DELETE CASCADE,
  expires_at INTEGER,                    -- the message is deleted then; NULL = with its mailbox
  removed    TEXT NOT NULL DEFAULT '[]'  -- JSON: positions of the mail's own attachments that are not shown
);
CREATE INDEX message_extras_due ON message_extras (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE added_attachments (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  id           TEXT NOT NULL UNIQUE,
  seq          INTEGER NOT NULL REFERENCES message_extras (seq) ON DELETE CASCADE,
  filename     TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size_bytes   INTEGER NOT NULL,
  expires_at   INTEGER,       -- NULL = with its message
  bytes        BLOB NOT NULL  -- last: lists need not read past it
);
CREATE INDEX added_attachments_by_message ON added_attachments (seq, number);
CREATE INDEX added_attachments_due ON added_attachments (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE members (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  user_id    TEXT NOT NULL,
  username   TEXT NOT NULL,
  email      TEXT NOT NULL,
  email_key  TEXT NOT NULL, -- lower case
  status     TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, email_key)
);

CREATE TABLE invitations (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  email      TEXT NOT NULL,
  email_key  TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, email_key)
);
`,
}
