/** The header lines every generated mail begins with; fixed, so that two runs give the same bytes. */
export const mailHead = (subject: string): string[] => [
  'From: Hard Mail <hard@example.com>',
  'To: robin@customer.test',
  `Subject: ${subject}`,
  'Date: Mon, 05 Jan 2026 10:00:00 +0000',
  'Message-ID: <hard@example.com>',
  'MIME-Version: 1.0',
]
