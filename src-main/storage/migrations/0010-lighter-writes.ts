import type { Migration } from '../migrate.ts'

/**
 * Small sources are kept as they are from here on (storage/packed-source.ts), which earlier versions cannot read. Three indexes
 * go that each mail had to be entered into: no query read the first two, and what the third one found,
 * deliveries_by_account_time finds for one account after the other.
 */
export const lighterWrites: Migration = {
  version: 10,
  name: 'lighter writes',
  sql: `
DROP INDEX contents_with_attachment;
DROP INDEX contents_with_code;
DROP INDEX deliveries_by_time;
`,
}
