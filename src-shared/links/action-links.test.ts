import { expect, it } from 'vitest'
import { actionLinks } from './action-links.ts'

it('keeps the links a mail was sent for', () => {
  const wanted = [
    { url: 'https://a.test/1', text: 'Confirm your address' },
    { url: 'https://a.test/2', text: 'Passwort zurücksetzen' },
    { url: 'https://a.test/3', text: '重置密码' },
    { url: 'https://a.test/auth/verify?token=81be', text: 'https://a.test/auth/verify?token=81be' },
  ]
  const others = [
    { url: 'https://a.test/4', text: 'Unsubscribe' },
    { url: 'https://a.test/account/confirm', text: 'Privacy' },
    { url: 'https://a.test/orders/5', text: 'Track your order' },
    { url: 'https://a.test/o.gif', text: '' },
  ]
  expect(actionLinks([...others, ...wanted])).toEqual(wanted)
})
