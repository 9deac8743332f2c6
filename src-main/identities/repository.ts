import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'
import { clientReads, clientWrites } from './client-sql.ts'
import { identityReads, identityWrites } from './identity-sql.ts'

export const identityQueries = {
  reads: {
    ...clientReads,
    ...identityReads,
    findSigningKey,
  },
  writes: {
    ...clientWrites,
    ...identityWrites,
    /** Keeps a key where there is none yet; answers the one that is in force. */
    keepSigningKey(db: Db, { id, privateKey, now }: NewSigningKey): SigningKeyRow {
      if (!findSigningKey(db))
        db.run(
          'INSERT INTO identity_signing_keys (id, private_key, created_at) VALUES (?, ?, ?)',
          id,
          privateKey,
          now,
        )
      return findSigningKey(db)!
    },
  },
}

export type IdentityRepository = Repository<typeof identityQueries>

type NewSigningKey = { id: string; privateKey: string; now: number }
/** `private_key` is a JWK as JSON, `id` its thumbprint. */
export type SigningKeyRow = { id: string; private_key: string; created_at: number }

function findSigningKey(db: Db): SigningKeyRow | undefined {
  return db.get('SELECT * FROM identity_signing_keys ORDER BY created_at LIMIT 1')
}
