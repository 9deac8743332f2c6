import { createRandom, createZipf, type Random } from './random.ts'
import { drawWord, drawWords } from './words.ts'

export type MadeMail = { raw: Buffer; mailFrom: string; rcptTo: string[] }

const senders = 2_000
const mailboxes = 5_000
/** Files that are sent again and again, such as logos; the others are of one mail. */
const sharedFiles = 200
const pickMailbox = createZipf(mailboxes)

/** One phrase is in one mail of so many, for searches that find little in a store of any size. */
const rareEvery = 1_000
export const rareWord = 'quokka'
export const campaign = (number: number): string => `autumn-${number % 500}`
/** The n-th of the mailboxes, of which the first gets most mail. */
export const mailboxAddress = (index: number): string => `user${index}@team${index % 40}.example`

/**
 * A mail as services send them: 1 to 8 KB, mostly text and HTML, some with a code, links or a file. The same for the same
 * number, so that a store can be made again and by several threads.
 */
export function makeMail(number: number): MadeMail {
  const random = createRandom(number * 2_654_435_761)
  const sender = Math.floor(random() * senders)
  const mailFrom = `news${sender}@shop${sender % 300}.example`
  const rcptTo = recipients(random)
  const boundary = `=_part_${number}`
  const text = textOf(number, random)
  const parts = [`Content-Type: text/plain; charset=utf-8\n\n${text}`]
  if (random() < 0.65) parts.push(`Content-Type: text/html; charset=utf-8\n\n${htmlOf(text, random)}`)
  const subject = drawWords(random, 3 + Math.floor(random() * 6))
  const file = random() < 0.05 ? fileOf(random) : undefined
  const body = [
    `From: ${drawWord(random)} ${drawWord(random)} <${mailFrom}>`,
    `To: ${rcptTo.map(address => `<${address}>`).join(', ')}`,
    ...(random() < 0.1 ? [`Cc: ${drawWord(random)} <${mailboxAddress(pickMailbox(random))}>`] : []),
    `Subject: ${subject}`,
    `Message-ID: <${number}.${hex(random)}@shop${sender % 300}.example>`,
    'Date: Sun, 01 Mar 2026 09:00:10 +0000',
    `Received: from out-${number % 20}.shop.example ([192.0.2.${number % 250}]) by mx.example with ESMTPS id ${hex(random)}`,
    `X-Mailer: notify/${number % 7}.${number % 13}`,
    `X-Campaign: ${campaign(number)}`,
    `List-Unsubscribe: <https://shop${sender % 300}.example/leave?u=${hex(random)}>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/${file ? 'mixed' : 'alternative'}; boundary="${boundary}"`,
    '',
    ...[...parts, ...(file ? [file] : [])].map(part => `--${boundary}\n${part}`),
    `--${boundary}--`,
    '',
  ].join('\n')
  return { raw: Buffer.from(body.replaceAll('\n', '\r\n')), mailFrom, rcptTo }
}

function recipients(random: Random): string[] {
  const count = random() < 0.03 ? 3 : 1
  return [...new Set(Array.from({ length: count }, () => mailboxAddress(pickMailbox(random))))]
}

function textOf(number: number, random: Random): string {
  const paragraphs = Array.from({ length: 2 + Math.floor(random() * 4) }, () =>
    drawWords(random, 10 + Math.floor(random() * 40)),
  )
  if (number % rareEvery === 7) paragraphs.push(`A ${rareWord} waits`)
  if (random() < 0.3) paragraphs.push(`Your code is ${100_000 + Math.floor(random() * 900_000)}`)
  for (let links = Math.floor(random() * 4); links > 0; links -= 1) paragraphs.push(linkOf(random))
  return paragraphs.join('\n\n')
}

function htmlOf(text: string, random: Random): string {
  const blocks = text
    .split('\n\n')
    .map(block => `<p style="margin:0 0 16px;font-family:Arial,sans-serif;color:#374151">${block}</p>`)
  return `<html><body><table width="600"><tr><td>${blocks.join('\n')}<a href="${linkOf(random)}">${drawWord(random)}</a></td></tr></table></body></html>`
}

const linkOf = (random: Random): string => `https://shop.example/${drawWord(random)}?t=${hex(random)}`

/** Half of them are one of a few that many mails have. */
function fileOf(random: Random): string {
  const shared = random() < 0.5
  const content = createRandom(Math.floor(random() * (shared ? sharedFiles : 4_294_967_296)))
  const bytes = Buffer.alloc(1_000 + Math.floor(content() * 15_000), `${content()}`)
  const name = `${drawWord(content)}-${drawWord(content)}.pdf`
  const encoded = bytes.toString('base64').replace(/.{76}/g, '$&\n')
  return `Content-Type: application/pdf; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${encoded}`
}

const hex = (random: Random): string => Math.floor(random() * 4_294_967_296).toString(16)
