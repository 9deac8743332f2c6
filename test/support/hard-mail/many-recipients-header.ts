import { joinLines } from './join-lines.ts'
import { mailHead } from './mail-head.ts'

/** A Cc header with `count` named addresses, folded one to a line. */
export function manyRecipientsHeader(count: number): Buffer {
  const recipients = Array.from(
    { length: count },
    (_, index) => `"Recipient, ${index}" <r${index}@customer.test>`,
  )
  return joinLines([
    ...mailHead(`${count} recipients`),
    ...(count === 0 ? [] : [`Cc: ${recipients.join(',\r\n ')}`]),
    '',
    'The text after the recipients.',
  ])
}
