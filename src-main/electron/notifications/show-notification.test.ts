import { expect, test } from 'vitest'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { textsOf } from '#shared/shell/texts/texts.ts'
import { canCopy, notificationOf } from './show-notification.ts'

const mail = (given: Partial<MessageSummary> = {}) =>
  ({
    from: { name: 'Shop', address: 'shop@example.test' },
    subject: 'Welcome',
    code: '482913',
    address: 'dana@here.test',
    ...given,
  }) as MessageSummary // what is read of it

const on = (platform: NodeJS.Platform, given?: Partial<MessageSummary>) =>
  notificationOf(mail(given), { copies: canCopy(platform), texts: textsOf('en') })

test('sender, subject, code and recipient; a button copies the code where there are buttons', () => {
  const shown = { title: 'Shop', body: 'Welcome\nCode 482913\ndana@here.test' }
  const actions = [{ type: 'button', text: 'Copy the code' }]
  expect(on('darwin')).toEqual({ ...shown, actions })
  expect(on('win32')).toEqual({ ...shown, actions })
  expect(on('linux')).toEqual({ ...shown, actions: [] })
})

test('without a code there is nothing to copy, and what is missing is named or left out', () => {
  const from = { name: '', address: '' }
  expect(on('darwin', { code: null, subject: '', from })).toEqual({
    title: 'dana@here.test',
    body: '(no subject)\ndana@here.test',
    actions: [],
  })
})

test('numbers are words of the language', () => {
  const ru = textsOf('ru').notifications
  expect([1, 3, 5, 21].map(ru.many)).toEqual([
    '1 новое письмо',
    '3 новых письма',
    '5 новых писем',
    '21 новое письмо',
  ])
  expect([1, 1200].map(textsOf('en').notifications.many)).toEqual(['1 new mail', '1,200 new mails'])
})
