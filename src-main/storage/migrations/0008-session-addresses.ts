import type { Migration } from '../migrate.ts'

/** Who wrote to whom in an SMTP session, and why it was refused, so that lists can show and find it without opening each dialogue. */
export const sessionAddresses: Migration = {
  version: 8,
  name: 'addresses of sessions',
  sql: `
ALTER TABLE smtp_sessions ADD COLUMN sender TEXT;     -- of the first mail; null when none was named
ALTER TABLE smtp_sessions ADD COLUMN recipients TEXT; -- as in src-main/smtp-sessions/read-address.ts
ALTER TABLE smtp_sessions ADD COLUMN reason TEXT;     -- why the first refusal was one
`,
}
