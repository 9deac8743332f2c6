import type { Migration } from '../migrate.ts'

/**
 * Mail that is in no mailbox any more is noted and goes later, in steps: to take it out of the full text and to free its
 * pages costs twice as much as the deletion itself. Nobody sees it, since all that is shown are deliveries.
 *
 * Deliveries are deleted by storage/delete-deliveries.ts alone, which takes many out of the counts at once, where a
 * trigger would each.
 *
 * FTS5 writes a part of its index anew when a tenth of it is gone; whoever deletes all, or the oldest all the time, makes
 * it write the same mail ten times. At 60 of 100 it is once or twice.
 */
export const leftovers: Migration = {
  version: 6,
  name: 'leftovers',
  sql: `
CREATE TABLE leftovers (
  content_id INTEGER PRIMARY KEY -- a mail in no mailbox; its id is not given again
);

DROP TRIGGER delivery_removed;
DROP TRIGGER content_removed;

INSERT INTO message_index (message_index, rank) VALUES ('deletemerge', 60);
`,
}
