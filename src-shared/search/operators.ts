/** What the window offers while typing, and what the table in the documentation is made from. */
export const searchOperators: readonly SearchOperator[] = [
  {
    name: 'word',
    example: 'reset password',
    description: 'Every word, anywhere in the mail but its headers',
  },
  { name: '"phrase"', example: '"reset your password"', description: 'These words, in this order' },
  { name: 'word*', example: 'pass*', description: 'Words that start like this' },
  { name: '-', example: '-newsletter', description: 'Leave out what matches' },
  { name: 'OR', example: 'invoice OR receipt', description: 'Either side; capital letters' },
  { name: '( )', example: '(invoice OR receipt) shop', description: 'Keep together' },
  { name: 'from:', example: 'from:billing@shop.test', description: 'Name or address of the sender' },
  { name: 'to:', example: 'to:alice', description: 'Name or address of a recipient' },
  { name: 'cc:', example: 'cc:team@shop.test', description: 'Name or address of a copy recipient' },
  { name: 'subject:', example: 'subject:"reset your"', description: 'Words of the subject' },
  { name: 'body:', example: 'body:welcome', description: 'Words of the text' },
  { name: 'filename:', example: 'filename:invoice*', description: 'Words of an attachment’s name' },
  {
    name: 'header:',
    example: 'header:X-Mailer=nodemailer',
    description: 'A header with this value, or just there',
  },
  { name: 'tag:', example: 'tag:checkout', description: 'Has exactly this tag' },
  { name: 'is:read', example: 'is:read', description: 'Already read' },
  { name: 'is:unread', example: 'is:unread', description: 'Not read yet' },
  { name: 'is:pinned', example: 'is:pinned', description: 'Pinned' },
  { name: 'has:attachment', example: 'has:attachment', description: 'Has at least one attachment' },
  { name: 'has:code', example: 'has:code', description: 'A one-time code was found in it' },
  {
    name: 'before:',
    example: 'before:2026-11-21',
    description: 'Received before a day or time (UTC), or longer ago than 7d, 12h, 30m',
  },
  {
    name: 'after:',
    example: 'after:7d',
    description: 'Received since a day or time (UTC), or in the last 7d, 12h, 30m',
  },
  { name: 'larger:', example: 'larger:2MB', description: 'More bytes than this (k is 1,024)' },
  { name: 'smaller:', example: 'smaller:10k', description: 'Fewer bytes than this (k is 1,024)' },
]

export type SearchOperator = { name: string; example: string; description: string }
