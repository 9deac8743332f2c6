import type { Migration } from '../migrate.ts'

/**
 * A *content* is one mail as it came in; a *delivery* is that mail in one mailbox.
 * A mail to ten recipients is one content and ten deliveries. The API's "message" is a delivery.
 *
 * Counts are kept by triggers, so that no list ever has to count.
 */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  sql: `
CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL -- JSON
) WITHOUT ROWID;

CREATE TABLE accounts (
  id            TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  plan          TEXT NOT NULL,
  created_at    INTEGER NOT NULL -- unix milliseconds, as every *_at here
) WITHOUT ROWID;
INSERT INTO accounts VALUES ('local', 'Local', 'unlimited', unixepoch() * 1000);

-- One row: the whole store.
CREATE TABLE totals (
  only_row      INTEGER PRIMARY KEY CHECK (only_row = 1),
  message_count INTEGER NOT NULL DEFAULT 0,
  unread_count  INTEGER NOT NULL DEFAULT 0,
  pinned_count  INTEGER NOT NULL DEFAULT 0,
  size_bytes    INTEGER NOT NULL DEFAULT 0
);
INSERT INTO totals (only_row) VALUES (1);

CREATE TABLE mailboxes (
  key             INTEGER PRIMARY KEY AUTOINCREMENT, -- small, for the deliveries; the API shows id
  id              TEXT NOT NULL UNIQUE,
  account_id      TEXT NOT NULL REFERENCES accounts (id),
  address_key     TEXT NOT NULL UNIQUE, -- lower case: addresses compare without case
  local_part      TEXT NOT NULL,        -- as first seen
  domain          TEXT NOT NULL,
  tag             TEXT,
  status          TEXT NOT NULL CHECK (status IN ('active', 'archived', 'expired')),
  recoverable     INTEGER NOT NULL DEFAULT 0,
  origin          TEXT NOT NULL CHECK (origin IN ('api', 'captured', 'ui')),
  created_at      INTEGER NOT NULL,
  expires_at      INTEGER,
  archived_at     INTEGER,
  message_count   INTEGER NOT NULL DEFAULT 0,
  unread_count    INTEGER NOT NULL DEFAULT 0,
  size_bytes      INTEGER NOT NULL DEFAULT 0,
  last_message_at INTEGER
);

-- What a list shows of a mail. Everything long lives in the tables below, so that lists read few pages.
CREATE TABLE contents (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  received_at      INTEGER NOT NULL,
  size_bytes       INTEGER NOT NULL,
  subject          TEXT NOT NULL,
  from_name        TEXT NOT NULL,
  from_address     TEXT NOT NULL,
  to_json          TEXT NOT NULL, -- [{name, address}]
  cc_json          TEXT NOT NULL,
  snippet          TEXT NOT NULL,
  attachment_count INTEGER NOT NULL,
  code             TEXT,          -- the best one-time code, when there is one
  envelope_json    TEXT NOT NULL  -- {mailFrom, rcptTo}
);
CREATE INDEX contents_with_attachment ON contents (id) WHERE attachment_count > 0;
CREATE INDEX contents_with_code ON contents (id) WHERE code IS NOT NULL;

CREATE TABLE raws (
  content_id INTEGER PRIMARY KEY REFERENCES contents (id) ON DELETE CASCADE,
  zstd       BLOB NOT NULL -- the mail as received
);

CREATE TABLE details (
  content_id INTEGER PRIMARY KEY REFERENCES contents (id) ON DELETE CASCADE,
  packed     BLOB NOT NULL -- ParsedDetail of src-main/ingest/parsed-mail.ts, see storage/packed.ts
);

CREATE TABLE blobs (
  id         INTEGER PRIMARY KEY,
  sha256     TEXT NOT NULL UNIQUE, -- hex
  size_bytes INTEGER NOT NULL,
  bytes      BLOB NOT NULL
);

CREATE TABLE attachments (
  content_id   INTEGER NOT NULL REFERENCES contents (id) ON DELETE CASCADE,
  position     INTEGER NOT NULL, -- 1, 2, ...: the attachment's id in the API
  blob_id      INTEGER NOT NULL REFERENCES blobs (id),
  filename     TEXT,
  content_type TEXT NOT NULL,
  cid          TEXT,             -- Content-ID without angle brackets
  inline       INTEGER NOT NULL,
  PRIMARY KEY (content_id, position)
) WITHOUT ROWID;
CREATE INDEX attachments_by_blob ON attachments (blob_id);

CREATE TABLE deliveries (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT NOT NULL UNIQUE,
  content_id  INTEGER NOT NULL REFERENCES contents (id),
  mailbox_key INTEGER NOT NULL REFERENCES mailboxes (key),
  address     TEXT NOT NULL, -- the recipient as the envelope named it
  received_at INTEGER NOT NULL,
  size_bytes  INTEGER NOT NULL,
  unread      INTEGER NOT NULL DEFAULT 1,
  pinned      INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX deliveries_by_mailbox ON deliveries (mailbox_key, seq);
CREATE INDEX deliveries_by_content ON deliveries (content_id);
CREATE INDEX deliveries_by_time ON deliveries (received_at);
CREATE INDEX deliveries_unread ON deliveries (mailbox_key, seq) WHERE unread = 1;
CREATE INDEX deliveries_pinned ON deliveries (seq) WHERE pinned = 1;

CREATE TABLE message_tags (
  seq INTEGER NOT NULL REFERENCES deliveries (seq) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (seq, tag)
) WITHOUT ROWID;
CREATE INDEX message_tags_by_tag ON message_tags (tag, seq);

-- rowid = contents.id. The text itself is not kept here, only its index.
CREATE VIRTUAL TABLE message_index USING fts5 (
  subject, sender, recipients, cc, body, filename, headers,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER delivery_added AFTER INSERT ON deliveries BEGIN
  UPDATE mailboxes SET
    message_count = message_count + 1,
    unread_count = unread_count + new.unread,
    size_bytes = size_bytes + new.size_bytes,
    last_message_at = new.received_at
  WHERE key = new.mailbox_key;
  UPDATE totals SET
    message_count = message_count + 1,
    unread_count = unread_count + new.unread,
    pinned_count = pinned_count + new.pinned,
    size_bytes = size_bytes + new.size_bytes;
END;

CREATE TRIGGER delivery_changed AFTER UPDATE OF unread, pinned ON deliveries BEGIN
  UPDATE mailboxes SET unread_count = unread_count + new.unread - old.unread WHERE key = new.mailbox_key;
  UPDATE totals SET
    unread_count = unread_count + new.unread - old.unread,
    pinned_count = pinned_count + new.pinned - old.pinned;
END;

CREATE TRIGGER delivery_removed AFTER DELETE ON deliveries BEGIN
  UPDATE mailboxes SET
    message_count = message_count - 1,
    unread_count = unread_count - old.unread,
    size_bytes = size_bytes - old.size_bytes
  WHERE key = old.mailbox_key;
  UPDATE totals SET
    message_count = message_count - 1,
    unread_count = unread_count - old.unread,
    pinned_count = pinned_count - old.pinned,
    size_bytes = size_bytes - old.size_bytes;
  DELETE FROM contents
  WHERE id = old.content_id AND NOT EXISTS (SELECT 1 FROM deliveries WHERE content_id = old.content_id);
END;

CREATE TRIGGER content_removed AFTER DELETE ON contents BEGIN
  DELETE FROM message_index WHERE rowid = old.id;
END;

CREATE TRIGGER attachment_removed AFTER DELETE ON attachments BEGIN
  DELETE FROM blobs
  WHERE id = old.blob_id AND NOT EXISTS (SELECT 1 FROM attachments WHERE blob_id = old.blob_id);
END;
`,
}
