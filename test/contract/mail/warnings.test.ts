import { afterAll, beforeAll, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { fixture, sendRaw, storedId } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

async function warningsOf(name: string): Promise<string[]> {
  const id = storedId(await sendRaw(app.smtpPort, fixture(`mail/${name}.eml`)))
  return (await injectClient(app).call('getMessage', { id })).warnings
}

test.each([
  ['broken/no-from', /no From/],
  ['broken/address-empty', /no From/],
  ['broken/duplicate-headers', /From occurs more than once/],
  ['broken/date-impossible', /not a date/],
  ['broken/date-invalid', /not a date/],
  ['broken/date-of-year-12026', /not a date/],
  ['broken/charset-missing-8bit', /character set/],
  ['broken/charset-mislabelled-latin1-as-utf8', /character set/],
  ['broken/bare-cr', /line ends/],
  ['broken/cr-cr-lf', /line ends/],
  ['broken/boundary-with-trailing-space', /part boundaries/],
  ['broken/boundary-never-used', /no readable part/],
  ['broken/boundary-parameter-missing', /no readable part/],
  ['broken/multipart-without-parts', /no readable part/],
  ['broken/missing-blank-line', /no readable part/],
  ['broken/no-headers-at-all', /no readable part/],
  ['broken/binary-garbage', /no readable part/],
])('%s: the warning says what is wrong', async (name, warning) => {
  expect(await warningsOf(name)).toContainEqual(expect.stringMatching(warning))
})

test('a mail without a byte is kept and called empty', async () => {
  const session = await openGreeted(app.smtpPort)
  await session.envelope('a@shop.test', 'b@mayfly.test')
  const id = storedId(await session.data('.\r\n'))
  await session.quit()
  const detail = await injectClient(app).call('getMessage', { id })
  expect(detail).toMatchObject({ sizeBytes: 0, text: '', warnings: ['The mail is empty.'] })
})

test.each([
  'nodemailer-plain-text',
  'gmail-alternative-attachment',
  'swaks-default',
  'mimetext-lf',
  'exim-bounce-dsn',
])('%s: a sound mail carries none', async name => {
  expect(await warningsOf(name)).toEqual([])
})

test.each(['broken/headers-only', 'broken/headers-only-no-final-newline'])(
  '%s: an empty body is not a broken one',
  async name => {
    const id = storedId(await sendRaw(app.smtpPort, fixture(`mail/${name}.eml`)))
    expect(await injectClient(app).call('getMessage', { id })).toMatchObject({
      text: '',
      snippet: '',
      warnings: [],
    })
  },
)
