/** Bytes of a line that are noted: a long address fits, 16 KB of garbage do not. */
const maxBytes = 500

const hidden = '<hidden>'
/** The mechanisms that clients know. Anything else behind AUTH may be a password in the wrong place. */
const mechanism =
  /^(PLAIN|LOGIN|CRAM-MD5|DIGEST-MD5|XOAUTH2?|OAUTHBEARER|SCRAM-SHA-[\w-]+|NTLM|GSSAPI|EXTERNAL)$/i
const command =
  /^(HELO|EHLO|LHLO|RSET|NOOP|QUIT|HELP|VRFY|EXPN|STARTTLS|DATA|(MAIL\s+FROM|RCPT\s+TO)\s*:)(\s|<|$)/i
const login = /^\s*AUTH(\s|$)/i
const data = /^\s*DATA\s*$/i

/** Before each group of three digits, from the right. Intl would take longer than all else here. */
const thousands = /\B(?=(?:\d{3})+$)/g

/** What the client sends instead of commands while it sends a mail. */
export const mailText = (bytes: number, complete: boolean): string =>
  `<${String(bytes).replace(thousands, ',')} bytes${complete ? '' : ', then the connection was lost'}>`

/** A reply as it goes out, without the last line end. */
export function replyText(code: number, enhanced: string, data: string | readonly string[]): string {
  const prefix = enhanced === '' ? '' : `${enhanced} `
  if (typeof data === 'string') return `${code} ${prefix}${data}`
  return data.map((line, index) => `${code}${index < data.length - 1 ? '-' : ' '}${prefix}${line}`).join('\n')
}

/**
 * What may be noted of a client's lines, one after the other. A login's secret is left out; and so is, once a login or
 * a mail was begun, whatever is no command: when AUTH or DATA was refused, a client that did not wait for the answer
 * sends its password or its mail all the same.
 */
export function createCommandText() {
  let mayBeSecret = false

  return (line: Buffer, answersChallenge: boolean): string => {
    if (answersChallenge) return hidden
    const text = line.toString('utf8', 0, maxBytes)
    if (login.test(text)) {
      mayBeSecret = true
      return loginText(text)
    }
    if (mayBeSecret && !command.test(text)) return hidden
    if (data.test(text)) mayBeSecret = true
    return line.length > maxBytes ? `${text}…` : text
  }
}

function loginText(text: string): string {
  const [, name, ...secret] = text.trim().split(/\s+/)
  if (name === undefined) return 'AUTH'
  if (!mechanism.test(name)) return `AUTH ${hidden}`
  return secret.length === 0 ? `AUTH ${name}` : `AUTH ${name} ${hidden}`
}
