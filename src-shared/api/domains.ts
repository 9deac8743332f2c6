import { z } from 'zod'
import { domainPattern, flag, Timestamp } from './fields.ts'
import { page, pageQuery } from './lists.ts'
import { operation } from './operation.ts'

const DomainStatus = z.enum(['pending', 'verified'])

/** RFC 1035, 2.3.4: 255 octets on the wire, which is 253 characters with dots. */
const maxNameLength = 253

/** A name under which an account takes mail: claimed by anybody, given to the one account that proves it. */
export const Domain = z.object({
  id: z.string(),
  accountId: z.string(),
  name: z.string(),
  status: DomainStatus,
  /** The TXT record that proves the claim: this name ... */
  txtName: z.string(),
  /** ... with this text. */
  txtValue: z.string(),
  /** What an MX record would name. */
  mxTarget: z.string(),
  createdAt: Timestamp,
})
export type Domain = z.infer<typeof Domain>

/** What DNS said. `mx` does not decide, and is null when it could not be asked. */
export const DnsFindings = z.object({ txt: z.array(z.string()), mx: z.array(z.string()).nullable() })
export type DnsFindings = z.infer<typeof DnsFindings>

const domainParams = z.strictObject({ id: z.string().min(1).max(100) })

const DomainName = z.string().max(maxNameLength).regex(domainPattern, 'must be a domain name').toLowerCase()

export const domainOperations = {
  listDomains: operation({
    method: 'GET',
    path: '/domains',
    summary: 'Domains, newest first.',
    access: 'key',
    query: z.strictObject({ ...pageQuery, status: DomainStatus.optional() }),
    output: page(Domain),
  }),
  createDomain: operation({
    method: 'POST',
    path: '/domains',
    summary: 'Claims a domain for an account; it is pending until verified. The owner may name the account.',
    access: 'key',
    body: z.strictObject({ name: DomainName, accountId: z.string().min(1).max(100).optional() }),
    output: Domain,
    status: 201,
  }),
  getDomain: operation({
    method: 'GET',
    path: '/domains/:id',
    summary: 'One domain, with the records that prove it.',
    access: 'key',
    params: domainParams,
    output: Domain,
  }),
  verifyDomain: operation({
    method: 'POST',
    path: '/domains/:id/verify',
    summary:
      'Marks a domain verified; with `dns` only if its TXT record is there, 422 otherwise. 409 when another account has it.',
    access: 'owner',
    params: domainParams,
    body: z.strictObject({
      dns: flag().default(false),
      /** Whose record counts: TXT `_label.<name>` with `label-verify=...`; emulated services have their own. */
      label: z.enum(['mayfly', 'momail']).default('mayfly'),
    }),
    output: Domain.extend({ dns: DnsFindings.nullable() }),
  }),
  deleteDomain: operation({
    method: 'DELETE',
    path: '/domains/:id',
    summary: 'Gives a domain up; mailboxes at it stay as they are.',
    access: 'key',
    params: domainParams,
    output: z.void(),
    status: 204,
  }),
}
