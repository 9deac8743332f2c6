import { domainToASCII } from 'node:url'
import type { DnsFindings, Domain } from '#shared/api/domains.ts'
import { AppError } from '#shared/api/errors.ts'
import type { Dns } from './dns.ts'

/** The name has no such record, does not exist, or cannot exist. */
const absent = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME'])

/**
 * Asks DNS for the record that proves a domain. Throws `unprocessable` when it is not there, `remote_error` when DNS
 * does not say. MX is told and does not decide: Mayfly gets its mail without it, and only TXT proves whose the domain is.
 */
export async function checkDns(dns: Dns, domain: Domain): Promise<DnsFindings> {
  const [txt, mx] = await Promise.all([
    findTxt(dns, domain.txtName),
    findMx(dns, domain.name).catch(() => null),
  ])
  if (!txt.includes(domain.txtValue)) throw notProven(domain, { txt, mx })
  return { txt, mx }
}

async function findTxt(dns: Dns, name: string): Promise<string[]> {
  try {
    const records = await orNone(dns.resolveTxt(domainToASCII(name)))
    return records.map(chunks => chunks.join(''))
  } catch (error) {
    throw new AppError(
      'remote_error',
      `DNS did not answer for TXT ${name} (${codeOf(error)}). Try again later, or verify the domain without dns.`,
      { cause: error },
    )
  }
}

async function findMx(dns: Dns, name: string): Promise<string[]> {
  const records = await orNone(dns.resolveMx(domainToASCII(name)))
  return records
    .toSorted((one, other) => one.priority - other.priority)
    .map(({ priority, exchange }) => `${priority} ${exchange}`)
}

/** That a record is not there is an answer too. */
async function orNone<T>(records: Promise<T[]>): Promise<T[]> {
  try {
    return await records
  } catch (error) {
    if (absent.has(codeOf(error))) return []
    throw error
  }
}

function notProven({ txtName, txtValue }: Domain, findings: DnsFindings): AppError {
  const found = findings.txt.length === 0 ? 'none' : findings.txt.map(text => `"${text}"`).join(', ')
  return new AppError(
    'unprocessable',
    `The domain is not proven: looked for TXT ${txtName} = "${txtValue}", found ${found}.`,
    { details: [{ field: 'dns', ...findings }] },
  )
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
