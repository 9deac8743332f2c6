import { expect, test } from 'vitest'
import { limits } from '#main/ingest/limits.ts'
import { listParts } from '#main/ingest/mime/part-content.ts'
import { parseMail } from '#main/ingest/parse-mail.ts'
import { edge } from '#test/support/edge.ts'
import { deeplyNested } from '#test/support/hard-mail/deeply-nested.ts'
import { hugeHeader } from '#test/support/hard-mail/huge-header.ts'
import { manyHeaders } from '#test/support/hard-mail/many-headers.ts'
import { manyParts } from '#test/support/hard-mail/many-parts.ts'
import { manyRecipientsHeader } from '#test/support/hard-mail/many-recipients-header.ts'

type Parsed = Awaited<ReturnType<typeof parseMail>>

/** A bound on what is shown of a mail: how to make one with so much, how much is shown of it, and what is said. */
type Row = {
  what: string
  sizes: ReturnType<typeof edge>
  make: (amount: number) => Buffer
  shown: (mail: Parsed) => number | undefined
  warning?: RegExp
}

const mail = (...lines: string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`)
/** Long texts in lines of a length that mail may have. */
const text = (length: number): string => 'word 6789\n'.repeat(Math.ceil(length / 10)).slice(0, length)
const folded = (length: number): string =>
  'a'
    .repeat(900)
    .concat('\r\n ')
    .repeat(length / 901 + 2)
    .replaceAll('\r\n ', '\r\n b')
    .slice(0, length)
/** Header fields, or parts, that a mail of the hard kind has beside what was asked for. */
const usualHeaders = 6

const rows: Row[] = [
  {
    what: 'characters of a text',
    sizes: edge(limits.bodyChars),
    make: amount => mail('From: a@b.test', '', text(amount - 1)),
    shown: ({ detail }) => detail.text.length,
    warning: /very long and was cut/,
  },
  {
    what: 'characters of HTML',
    sizes: edge(limits.bodyChars),
    make: amount => mail('From: a@b.test', 'Content-Type: text/html', '', text(amount - 1)),
    shown: ({ detail }) => detail.html?.length,
    warning: /very long and was cut/,
  },
  {
    what: 'header fields',
    sizes: edge(limits.headerFields),
    make: amount => manyHeaders(amount - usualHeaders),
    shown: ({ detail }) => detail.headers.length,
    warning: /Only the first 1000 header fields/,
  },
  {
    what: 'characters of a header value',
    sizes: edge(limits.headerValueChars),
    make: amount => mail('From: a@b.test', `X-Long:${folded(amount).replaceAll('\r\n b', 'bbbb')}`, '', 'x'),
    shown: ({ detail }) => detail.headers.find(({ name }) => name === 'X-Long')?.value.length,
  },
  {
    what: 'characters of the subject',
    sizes: edge(limits.subjectChars),
    make: amount => mail('From: a@b.test', `Subject: ${'s'.repeat(amount)}`, '', 'x'),
    shown: ({ subject }) => subject.length,
  },
  {
    what: 'addresses of a header',
    sizes: edge(limits.addresses),
    make: manyRecipientsHeader,
    shown: ({ cc }) => cc.length,
  },
  {
    what: 'characters of the name of a file',
    sizes: edge(limits.filenameChars),
    make: amount =>
      mail(
        'From: a@b.test',
        'Content-Type: application/pdf',
        `Content-Disposition: attachment; filename="${'n'.repeat(amount - 4)}.pdf"`,
        '',
        'x',
      ),
    shown: ({ attachments }) => attachments[0]?.filename?.length,
  },
]

test.each(rows)('$sizes.1 $what are shown, and of more so many', async ({ sizes, make, shown, warning }) => {
  const [, most] = sizes
  for (const amount of sizes) {
    const parsed = await parseMail(make(amount))
    expect(shown(parsed)).toBe(Math.min(amount, most))
    const said = parsed.detail.warnings.some(one => warning?.test(one))
    expect(said).toBe(warning !== undefined && amount > most)
  }
})

test('attachments are as many as parts may be, and of more so many, with a warning', async () => {
  const count = async (parts: number) => {
    const { attachments, detail } = await parseMail(manyParts(parts))
    return { attachments: attachments.length, warned: detail.warnings.length > 0 }
  }
  // The mail itself is a part, and its text is one.
  const [below, at, above] = edge(limits.mimeParts)
  expect(await count(below - 2)).toEqual({ attachments: below - 2, warned: false })
  expect(await count(at - 2)).toEqual({ attachments: at - 2, warned: false })
  // Where the parser gives up, less is read than it could have: the beginning of the mail again.
  expect(await count(above - 2)).toEqual({ attachments: limits.keptParts - 2, warned: true })
})

test('the header of a part is read to its bound; of a larger one the beginning', async () => {
  const empty = hugeHeader(0)
  const headBytes = empty.indexOf('\r\n\r\n') + 4
  const isWhole = async (bytes: number) => {
    const { detail } = await parseMail(hugeHeader(bytes - headBytes))
    expect(detail.text.trim()).toBe('The text after the header.')
    return !detail.warnings.some(one => one.includes('only its beginning is shown'))
  }
  const whole: boolean[] = []
  for (const bytes of edge(limits.headBytes)) whole.push(await isWhole(bytes))
  expect(whole).toEqual([true, true, false])
})

test('parts are listed to a depth; deeper ones are said to be', () => {
  const deepest = (levels: number) => {
    const parts = listParts(deeplyNested(levels))
    return { levels: parts.length - 1, problems: parts.at(-1)!.problems }
  }
  const [below, most, above] = edge(limits.leanDepth)
  expect(deepest(below)).toEqual({ levels: below, problems: [] })
  expect(deepest(most)).toEqual({ levels: most, problems: [] })
  expect(deepest(above)).toEqual({ levels: most, problems: ['too_deep'] })
})
