import type { Migration } from '../migrate.ts'

/**
 * Everything that belongs to somebody: plans, keys, domains, webhooks; what was used and by whom; the dialogue of
 * SMTP sessions. `number` is the order in which rows were made: lists page by it, the API shows `id`.
 */
export const accountsAndKeys: Migration = {
  version: 2,
  name: 'accounts and keys',
  sql: `
-- Small, for the deliveries; the API shows id. 1 is the account that every store has.
ALTER TABLE accounts ADD COLUMN key INTEGER NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX accounts_by_key ON accounts (key);
-- A key is given once, or else mail of a deleted account could show up in another.
ALTER TABLE totals ADD COLUMN last_account_key INTEGER NOT NULL DEFAULT 1;
-- Lower case: names are user names for SMTP and compare without case.
ALTER TABLE accounts ADD COLUMN name_key TEXT;
UPDATE accounts SET name_key = lower(name);
CREATE UNIQUE INDEX accounts_by_name ON accounts (name_key);
CREATE INDEX accounts_by_plan ON accounts (plan);
-- As in totals, so that the lists of a key need not count.
ALTER TABLE accounts ADD COLUMN message_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN unread_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN pinned_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN size_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN active_mailboxes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN archived_mailboxes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN expired_mailboxes INTEGER NOT NULL DEFAULT 0;
-- There was one account, and nothing else than active mailboxes.
UPDATE accounts SET
  (message_count, unread_count, pinned_count, size_bytes) =
    (SELECT message_count, unread_count, pinned_count, size_bytes FROM totals),
  active_mailboxes = (SELECT count(*) FROM mailboxes);

-- Plans that the owner made; the built-in ones are in src-main/accounts/plans.ts. NULL is no limit.
CREATE TABLE plans (
  id                   TEXT PRIMARY KEY,
  requests_per_minute  INTEGER,
  burst                INTEGER,
  calls_per_day        INTEGER,
  active_mailboxes     INTEGER,
  archived_mailboxes   INTEGER,
  max_lifetime_minutes INTEGER,
  max_message_bytes    INTEGER,
  retention_days       INTEGER
) WITHOUT ROWID;

CREATE INDEX mailboxes_by_account ON mailboxes (account_id, status);
-- Expired mailboxes can be many, and lists leave them out.
CREATE INDEX mailboxes_in_use ON mailboxes (key) WHERE status <> 'expired';
CREATE INDEX mailboxes_in_use_by_account ON mailboxes (account_id) WHERE status <> 'expired';
CREATE INDEX mailboxes_by_status ON mailboxes (status);
CREATE INDEX mailboxes_expired ON mailboxes (expires_at) WHERE status = 'expired';
CREATE INDEX mailboxes_made ON mailboxes (account_id, status, expires_at) WHERE origin <> 'captured';
CREATE INDEX mailboxes_due ON mailboxes (expires_at) WHERE status = 'active' AND expires_at IS NOT NULL;

-- The account of its mailbox: lists of an account read no mail of others.
ALTER TABLE deliveries ADD COLUMN account_key INTEGER NOT NULL DEFAULT 1;
CREATE INDEX deliveries_by_account ON deliveries (account_key, seq);
-- For plans that keep mail for some days. The clock may have gone back: the order is not that of seq.
CREATE INDEX deliveries_by_account_time ON deliveries (account_key, received_at);

-- The triggers of before, which now keep the account's counts too.
DROP TRIGGER delivery_added;
CREATE TRIGGER delivery_added AFTER INSERT ON deliveries BEGIN
  UPDATE mailboxes SET
    message_count = message_count + 1,
    unread_count = unread_count + new.unread,
    size_bytes = size_bytes + new.size_bytes,
    last_message_at = new.received_at
  WHERE key = new.mailbox_key;
  UPDATE accounts SET
    message_count = message_count + 1,
    unread_count = unread_count + new.unread,
    pinned_count = pinned_count + new.pinned,
    size_bytes = size_bytes + new.size_bytes
  WHERE key = new.account_key;
  UPDATE totals SET
    message_count = message_count + 1,
    unread_count = unread_count + new.unread,
    pinned_count = pinned_count + new.pinned,
    size_bytes = size_bytes + new.size_bytes;
END;

DROP TRIGGER delivery_changed;
CREATE TRIGGER delivery_changed AFTER UPDATE OF unread, pinned ON deliveries BEGIN
  UPDATE mailboxes SET unread_count = unread_count + new.unread - old.unread WHERE key = new.mailbox_key;
  UPDATE accounts SET
    unread_count = unread_count + new.unread - old.unread,
    pinned_count = pinned_count + new.pinned - old.pinned
  WHERE key = new.account_key;
  UPDATE totals SET
    unread_count = unread_count + new.unread - old.unread,
    pinned_count = pinned_count + new.pinned - old.pinned;
END;

DROP TRIGGER delivery_removed;
CREATE TRIGGER delivery_removed AFTER DELETE ON deliveries BEGIN
  UPDATE mailboxes SET
    message_count = message_count - 1,
    unread_count = unread_count - old.unread,
    size_bytes = size_bytes - old.size_bytes
  WHERE key = old.mailbox_key;
  UPDATE accounts SET
    message_count = message_count - 1,
    unread_count = unread_count - old.unread,
    pinned_count = pinned_count - old.pinned,
    size_bytes = size_bytes - old.size_bytes
  WHERE key = old.account_key;
  UPDATE totals SET
    message_count = message_count - 1,
    unread_count = unread_count - old.unread,
    pinned_count = pinned_count - old.pinned,
    size_bytes = size_bytes - old.size_bytes;
  DELETE FROM contents
  WHERE id = old.content_id AND NOT EXISTS (SELECT 1 FROM deliveries WHERE content_id = old.content_id);
END;

CREATE TRIGGER mailbox_added AFTER INSERT ON mailboxes BEGIN
  UPDATE accounts SET
    active_mailboxes = active_mailboxes + (new.status = 'active'),
    archived_mailboxes = archived_mailboxes + (new.status = 'archived'),
    expired_mailboxes = expired_mailboxes + (new.status = 'expired')
  WHERE id = new.account_id;
END;

CREATE TRIGGER mailbox_changed AFTER UPDATE OF status ON mailboxes BEGIN
  UPDATE accounts SET
    active_mailboxes = active_mailboxes + (new.status = 'active') - (old.status = 'active'),
    archived_mailboxes = archived_mailboxes + (new.status = 'archived') - (old.status = 'archived'),
    expired_mailboxes = expired_mailboxes + (new.status = 'expired') - (old.status = 'expired')
  WHERE id = new.account_id;
END;

CREATE TRIGGER mailbox_removed AFTER DELETE ON mailboxes BEGIN
  UPDATE accounts SET
    active_mailboxes = active_mailboxes - (old.status = 'active'),
    archived_mailboxes = archived_mailboxes - (old.status = 'archived'),
    expired_mailboxes = expired_mailboxes - (old.status = 'expired')
  WHERE id = old.account_id;
END;

CREATE TABLE keys (
  number          INTEGER PRIMARY KEY AUTOINCREMENT,
  id              TEXT NOT NULL UNIQUE,
  account_id      TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name            TEXT NOT NULL,
  service         TEXT NOT NULL,
  prefix          TEXT NOT NULL,
  last_eight      TEXT NOT NULL,
  hash            TEXT NOT NULL UNIQUE, -- SHA-256 of the whole key, hex; the key itself is nowhere
  mailbox_domains TEXT NOT NULL,        -- JSON: names, or ["*"]
  allowed_origins TEXT NOT NULL,        -- JSON
  created_at      INTEGER NOT NULL,
  expires_at      INTEGER,
  revoked_at      INTEGER,
  last_used_at    INTEGER
);
CREATE INDEX keys_by_account ON keys (account_id);

CREATE TABLE usage_calls (
  day        TEXT NOT NULL, -- 2026-11-21, UTC
  account_id TEXT NOT NULL,
  key_id     TEXT NOT NULL, -- '' = the owner
  route      TEXT NOT NULL, -- GET /api/v1/messages/:id
  calls      INTEGER NOT NULL,
  errors     INTEGER NOT NULL,
  PRIMARY KEY (day, account_id, key_id, route)
) WITHOUT ROWID;

CREATE TABLE usage_mail (
  day        TEXT NOT NULL,
  account_id TEXT NOT NULL,
  messages   INTEGER NOT NULL,
  bytes      INTEGER NOT NULL,
  PRIMARY KEY (day, account_id)
) WITHOUT ROWID;

-- Calls by the thousand: to write a row for each would cost more than to answer many of them.
CREATE TABLE audit_blocks (
  first     INTEGER PRIMARY KEY, -- the number of its first call; calls are numbered from 1
  count     INTEGER NOT NULL,
  newest_at INTEGER NOT NULL,
  packed    BLOB NOT NULL        -- calls as in src-main/usage/audit-log.ts, see storage/packed.ts
);

CREATE TABLE smtp_sessions (
  number         INTEGER PRIMARY KEY AUTOINCREMENT,
  id             TEXT NOT NULL UNIQUE,
  started_at     INTEGER NOT NULL,
  ended_at       INTEGER NOT NULL,
  remote_address TEXT NOT NULL,
  helo           TEXT NOT NULL,
  tls            INTEGER NOT NULL,
  user           TEXT,
  accepted       INTEGER NOT NULL, -- mails
  refused        INTEGER NOT NULL, -- commands answered with 4xx or 5xx
  refusal        TEXT,             -- the first of those answers
  packed         BLOB NOT NULL     -- the dialogue, see storage/packed.ts
);
CREATE INDEX smtp_sessions_refused ON smtp_sessions (number) WHERE refused > 0;

CREATE TABLE domains (
  number      INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT NOT NULL UNIQUE,
  account_id  TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name        TEXT NOT NULL, -- lower case
  status      TEXT NOT NULL CHECK (status IN ('pending', 'verified')),
  txt_value   TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  verified_at INTEGER,
  UNIQUE (account_id, name)
);
-- Many may claim a domain; it belongs to the one that has verified it.
CREATE UNIQUE INDEX domains_verified ON domains (name) WHERE status = 'verified';

CREATE TABLE webhooks (
  number      INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT NOT NULL UNIQUE,
  account_id  TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  url         TEXT NOT NULL,
  events      TEXT NOT NULL, -- JSON: event types
  mailbox_id  TEXT,          -- only this one's events
  domains     TEXT,          -- JSON: only these domains' events; NULL = all
  secret      TEXT NOT NULL, -- signs deliveries, so it has to be kept as it is
  enabled     INTEGER NOT NULL DEFAULT 1,
  key_id      TEXT,          -- the key that chose the url, also when it is gone; NULL = the owner
  after_seq   INTEGER NOT NULL, -- messages up to this seq have been queued
  created_at  INTEGER NOT NULL
);
CREATE INDEX webhooks_by_account ON webhooks (account_id);

CREATE TABLE webhook_deliveries (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  id           TEXT NOT NULL UNIQUE,
  webhook_id   TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  event        TEXT NOT NULL,
  payload      TEXT NOT NULL, -- JSON, as it is sent and signed
  status       TEXT NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
  attempts     INTEGER NOT NULL DEFAULT 0,
  next_at      INTEGER,       -- NULL once delivered or given up
  last_status  INTEGER,       -- the HTTP status of the last answer
  last_error   TEXT,          -- what was wrong, for everybody
  last_detail  TEXT,          -- the same with what came from the receiver, for the owner
  created_at   INTEGER NOT NULL,
  delivered_at INTEGER
);
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, number);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, next_at, number) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_settled ON webhook_deliveries (number, created_at, status) WHERE status <> 'pending';
`,
}
