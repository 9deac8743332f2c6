import { expect, test } from 'vitest'
import { readAnything } from './read-anything.ts'

test('a mail that cannot be read for a fault of our own is kept, and says so', async () => {
  const mail = await readAnything(Buffer.from('Subject: x\r\n\r\ny'), () =>
    Promise.reject(new Error('a fault')),
  )
  expect(mail.detail.warnings).toEqual([expect.stringContaining('a fault')])
})

test('any other mail is read', async () => {
  expect((await readAnything(Buffer.from('Subject: x\r\n\r\ny'))).subject).toBe('x')
})
