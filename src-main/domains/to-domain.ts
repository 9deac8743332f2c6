import type { Domain } from '#shared/api/domains.ts'
import { toTimestamp } from '#shared/api/fields.ts'
import type { DomainRow } from './repository.ts'

/**
 * What an MX record is told to name. Mail comes here by SMTP from programs that never look at MX, so it is shown only
 * because services show one; below `.test`, which no DNS has (RFC 6761), so that it leads nobody's mail anywhere.
 */
const mxTarget = 'mx.mayfly.test'

const ownLabel = 'mayfly'

export function toDomain(row: DomainRow): Domain {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    status: row.status,
    txtName: `_${ownLabel}.${row.name}`,
    txtValue: row.txt_value,
    mxTarget,
    createdAt: toTimestamp(row.created_at),
  }
}

/** The same domain with the record by which another service would have it proven. */
export function withLabel(domain: Domain, label: string): Domain {
  return {
    ...domain,
    txtName: `_${label}.${domain.name}`,
    txtValue: domain.txtValue.replace(ownLabel, label),
  }
}
