import type { OpenRequest } from '#shared/shell/channels.ts'

/** A mailbox's address has 320 characters at most, of which each may be written as three. */
const maxLength = 1_000
const form = /^mayfly:\/\/(mailbox|message)\/([^/?#]+)\/?$/i
const addressForm = /^[^\s@/\\<>"]{1,64}@[^\s@/\\<>"]{1,255}$/u
const idForm = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * What a link that the system hands us may do: open a mailbox, or a message. Anybody can write one, on any page: whatever is
 * not exactly of this form does nothing but say so.
 */
export function parseLink(link: string): OpenRequest {
  const [, kind, written = ''] = link.length <= maxLength ? (form.exec(link) ?? []) : []
  const name = decode(written)
  if (kind?.toLowerCase() === 'mailbox' && addressForm.test(name)) return { kind: 'mailbox', address: name }
  if (kind?.toLowerCase() === 'message' && idForm.test(name))
    return { kind: 'message', id: name.toLowerCase() }
  return { kind: 'unknownLink' }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
