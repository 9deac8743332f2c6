/** Who called, as it stands in the address: empty is everyone but the owner, whose window alone calls all the time. */
export const namedCallers = ['owner', 'everyone'] as const
/** One of `namedCallers`, the id of a key, or empty. */
export type Callers = string

/** Whether calls of a key are meant; `keyId` null is the owner. */
export function isMeant(callers: Callers, keyId: string | null): boolean {
  if (callers === 'everyone') return true
  if (callers === '' || callers === 'owner') return (keyId === null) === (callers === 'owner')
  return keyId === callers
}

/** What narrows the audit to them. */
export function auditBy(callers: Callers): { by?: 'owner' | 'others'; key?: string } {
  if (callers === 'everyone') return {}
  if (callers === '') return { by: 'others' }
  return callers === 'owner' ? { by: 'owner' } : { key: callers }
}
