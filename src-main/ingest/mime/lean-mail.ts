import { addressFields, type AddressLists, type MimeMail } from '../mime-mail.ts'
import { readPlainAddresses } from './addresses.ts'
import { readAttachments } from './attachments.ts'
import type { HeadField } from './head.ts'
import { splitMail } from './parts.ts'
import { readTexts } from './texts.ts'

/**
 * Reads a well-formed mail in one pass. Nothing when anything in it is unusual: that is for a reader which knows what
 * others make of it. What this one does return is what `readMime` returns.
 */
export function readLeanMail(raw: Buffer): MimeMail | undefined {
  const split = splitMail(raw)
  // A mail without a header is an unusual one.
  if (!split || split.fields.length === 0) return undefined
  const addresses = readAddressLists(split.fields)
  const texts = addresses && readTexts(raw, split.root)
  const attachments = texts && readAttachments(raw, split.root)
  return attachments && { headerLines: split.fields, addresses, attachments, ...texts, problem: null }
}

function readAddressLists(fields: HeadField[]): AddressLists | undefined {
  const lists: Partial<AddressLists> = {}
  for (const name of addressFields) {
    const found = fields.filter(({ key }) => key === name)
    // There is one author field (RFC 5322, 3.6.2); of more, mailparser takes the last.
    const list = readPlainAddresses(name === 'from' || name === 'reply-to' ? found.slice(-1) : found)
    if (!list) return undefined
    lists[name] = list
  }
  return lists as AddressLists
}
