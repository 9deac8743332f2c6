import { readFile } from 'node:fs/promises'
import { simpleParser } from 'mailparser'
import { findCodes } from '#main/ingest/extract/codes.ts'
import { readHtml } from '#main/ingest/extract/html.ts'
import { findLinks } from '#main/ingest/extract/links.ts'
import { actionLinks } from '#shared/links/action-links.ts'

const folder = new URL('../fixtures/codes/', import.meta.url)

type Expected = { file: string; language: string; heldOut: boolean; codes: string[]; actionLinks: string[] }
type Mail = { subject: string; text: string | undefined; html: string }
export type Result = Expected & { foundCodes: string[]; foundLinks: string[] }

/** Reads every mail of the set as the product does and puts what was found beside what was expected. */
export async function loadFixtures(): Promise<Result[]> {
  const expected: Expected[] = JSON.parse(await readFile(new URL('expected.json', folder), 'utf8'))
  return Promise.all(expected.map(async mail => ({ ...mail, ...extract(await parseMail(mail.file)) })))
}

async function parseMail(file: string): Promise<Mail> {
  const raw = await readFile(new URL(file, folder))
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true })
  return { subject: mail.subject ?? '', text: mail.text, html: mail.html || '' }
}

function extract({ subject, text, html }: Mail): { foundCodes: string[]; foundLinks: string[] } {
  const page = readHtml(html)
  const codes = findCodes({ subject, text: text ?? '', htmlText: page.text })
  const links = findLinks({ text: text ?? page.text, htmlLinks: page.links })
  return { foundCodes: codes.map(code => code.value), foundLinks: actionLinks(links).map(link => link.url) }
}
