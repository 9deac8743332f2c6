import type { Migration } from '../migrate.ts'

/** What the window loads for the mail of a mailbox; nothing, unless its owner chose so. */
export const remoteContent: Migration = {
  version: 7,
  name: 'remote-content',
  sql: 'ALTER TABLE mailboxes ADD COLUMN remote_content INTEGER NOT NULL DEFAULT 0;',
}
