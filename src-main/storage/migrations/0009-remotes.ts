import type { Migration } from '../migrate.ts'

/**
 * Accounts elsewhere. Each is an account here too, with the same id, so that lists, counts, searches and retention narrow to
 * it as to any other; but nobody of this computer gets at it by chance:
 *
 * - its `key` is negative, so `account_key > 0` is the mail of this computer;
 * - its mailboxes have a `remote_id`, and before the address in `address_key` the id and a line end, which no address has.
 */
export const remotes: Migration = {
  version: 9,
  name: 'remotes',
  sql: `
ALTER TABLE accounts ADD COLUMN remote INTEGER NOT NULL DEFAULT 0;
CREATE INDEX accounts_remote ON accounts (id) WHERE remote = 1;
CREATE VIEW local_accounts AS SELECT * FROM accounts WHERE remote = 0;

-- With the account: a count of what a word finds on this computer reads the index alone.
DROP INDEX deliveries_by_content;
CREATE INDEX deliveries_by_content ON deliveries (content_id, account_key);

CREATE TABLE remotes (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  id           TEXT NOT NULL UNIQUE REFERENCES accounts (id),
  service      TEXT NOT NULL,
  generation   TEXT NOT NULL,
  name         TEXT NOT NULL,
  name_key     TEXT NOT NULL UNIQUE,
  base_url     TEXT NOT NULL,
  own_network  INTEGER NOT NULL,
  key_end      TEXT,             -- the last characters of the key, which is not in the store
  paused       INTEGER NOT NULL DEFAULT 0,
  detached     INTEGER NOT NULL DEFAULT 0,
  max_messages INTEGER NOT NULL, -- 0 = no limit
  max_age_days INTEGER NOT NULL, -- 0 = no limit
  created_at   INTEGER NOT NULL,
  progress     TEXT              -- JSON: calls made, limits told, when it was asked last
);

-- By which the service knows a mailbox; NULL: it is of this computer.
ALTER TABLE mailboxes ADD COLUMN remote_id TEXT;
CREATE UNIQUE INDEX mailboxes_by_remote ON mailboxes (account_id, remote_id) WHERE remote_id IS NOT NULL;

-- How far a mailbox of a remote was read.
CREATE TABLE remote_mailboxes (
  mailbox_key INTEGER PRIMARY KEY REFERENCES mailboxes (key) ON DELETE CASCADE,
  told_count  INTEGER, -- messages that the service said it has
  read_count  INTEGER, -- the same, when it was last read
  next        TEXT,    -- where the service's list goes on
  read_at     INTEGER
);

-- What was fetched once is never fetched again, also when it was deleted here meanwhile.
CREATE TABLE remote_messages (
  account_key INTEGER NOT NULL,
  remote_id   TEXT NOT NULL,
  mailbox_key INTEGER NOT NULL REFERENCES mailboxes (key) ON DELETE CASCADE,
  seq         INTEGER NOT NULL, -- of the delivery, which may have been deleted
  source      TEXT NOT NULL,
  missing     TEXT NOT NULL,    -- JSON
  gone        INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_key, remote_id)
) WITHOUT ROWID;
CREATE INDEX remote_messages_by_mailbox ON remote_messages (mailbox_key);
CREATE INDEX remote_messages_by_seq ON remote_messages (seq);
`,
}
