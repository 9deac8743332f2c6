import type { Migration } from '../migrate.ts'

export const callsPerMonth: Migration = {
  version: 3,
  name: 'calls per month',
  sql: `ALTER TABLE plans ADD COLUMN calls_per_month INTEGER;`,
}
