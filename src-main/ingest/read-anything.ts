import { parseMail } from './parse-mail.ts'
import type { ParsedMail } from './parsed-mail.ts'

/**
 * A mail is never lost to a fault of our own in reading it: it is stored with its source and a warning that names the
 * fault, which is what a report about it needs.
 */
export async function readAnything(raw: Buffer, read = parseMail): Promise<ParsedMail> {
  try {
    return await read(raw)
  } catch (error) {
    return unread(error instanceof Error ? error.message : String(error))
  }
}

function unread(fault: string): ParsedMail {
  return {
    subject: '',
    from: { name: '', address: '' },
    to: [],
    cc: [],
    snippet: '',
    attachments: [],
    detail: {
      replyTo: [],
      bcc: [],
      dateMs: null,
      messageId: null,
      inReplyTo: null,
      references: [],
      headers: [],
      text: '',
      html: null,
      codes: [],
      links: [],
      remoteContentCount: 0,
      warnings: [`Mayfly could not read this mail, please report it: ${fault}. The raw source is complete.`],
    },
  }
}
