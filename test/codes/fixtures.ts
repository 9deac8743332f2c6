import { readFile } from 'node:fs/promises'
import { simpleParser } from 'mailparser'
import { findCodes } from '#main/ingest/extract/codes.ts'
import { readHtml } from '#main/ingest/extract/html.ts'
import { findLinks } from '#main/ingest/extract/links.ts'
import { actionLinks } from '#shared/links/action-links.ts'

const folder = new URL('../fixtures/codes/', import.meta.url)

type Expected = { file: string; language: string; heldOut: boolean; codes: string[]; actionLinks: string[] }
type Mail = { subject: string; text: string | undefined; html: string }
type Independent = Mail & {
  id: string
  language: string
  heldOut: boolean
  codes: string[]
  links?: string[]
}
export type Result = Expected & { foundCodes: string[]; foundLinks: string[] }
export type MailSet = { name: string; results: Result[] }

/** Every set of mails, each read as the product reads it and put beside what was expected. */
export async function loadSets(): Promise<MailSet[]> {
  const [first, independent] = await Promise.all([loadFixtures(), loadIndependent()])
  return [...halves('', first), ...halves('independent, ', independent)]
}

function halves(name: string, results: Result[]): MailSet[] {
  return [
    { name: `${name}tuned`, results: results.filter(result => !result.heldOut) },
    { name: `${name}held out`, results: results.filter(result => result.heldOut) },
  ]
}

async function loadFixtures(): Promise<Result[]> {
  const expected: Expected[] = await readJson('expected.json')
  return Promise.all(expected.map(async mail => ({ ...mail, ...extract(await parseMail(mail.file)) })))
}

async function loadIndependent(): Promise<Result[]> {
  const mails: Independent[] = await readJson('independent.json')
  return mails.map(({ id: file, language, heldOut, codes, links: actionLinks = [], ...mail }) => {
    return {
      file,
      language,
      heldOut,
      codes,
      actionLinks,
      ...extract({ ...mail, text: mail.text || undefined }),
    }
  })
}

async function readJson<Content>(name: string): Promise<Content> {
  return JSON.parse(await readFile(new URL(name, folder), 'utf8'))
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
