import { describe, expect, it } from 'vitest'
import { findCodes } from './codes.ts'

describe('findCodes', () => {
  it.each([
    ['Your verification code is 482913', '482913'],
    ['482 913 is your login code', '482913'],
    ['Enter 123-456 as your security code', '123456'],
    ['Your verification code is G-482913.', 'G-482913'],
    ['Confirmation code:\nA7F-K2Q', 'A7F-K2Q'],
    ['Your one-time code\n\n4 8 2 9 1 3', '482913'],
    ['Your one-time code\n4\t8\t2\t9\t1\t3', '482913'],
    ['Ваш код подтверждения: 4829', '4829'],
    ['您的验证码是482913，请勿泄露', '482913'],
    ['認証コード：４８２９１３', '482913'],
    ['Your login code for order 5520917 is 482913', '482913'],
    ['Your PIN is 2025', '2025'],
  ])('reads %j', (text, value) => {
    expect(values(text)).toEqual([value])
  })

  it.each([
    ['order', 'Order number: 40817265'],
    ['promotion', 'Use promo code SPRING26 or discount code 482913'],
    ['price', 'Use the code on the page to pay $1250 or 1250 EUR'],
    ['card', 'Security code checked for the card ending in 4242'],
    ['mask', 'Security code sent for card **** 4242'],
    ['colour', 'The colour code is #1a2b3c or #482913'],
    ['time and date', 'The security code was used at 14:05 on 2026-03-12'],
    ['address in a link', 'Verification code: https://a.test/482913?code=771204'],
    ['server', 'Your login code was requested from 192.0.2.1234'],
    ['postcode', 'Zip code: 94107'],
    ['telephone', 'Security code lost? Call 0120-123-456 or +442079460991'],
    ['quantity', 'The code works for 1800 seconds and 2500 users, 1000%'],
    ['long number', 'Verification code 94001118995600007421'],
    ['newsletter', 'Since 1998 we tested 12000 tents. 25 ideas for 2026'],
  ])('leaves alone: %s', (_name, text) => {
    expect(values(text)).toEqual([])
  })

  it('joins what the parts of a mail say about one code, and tells where it stood first', () => {
    const codes = findCodes({
      subject: '482913 is your login code',
      text: 'Login code: 482 913',
      htmlText: 'Login code\n4\t8\t2\t9\t1\t3',
    })
    expect(codes).toEqual([{ value: '482913', source: 'subject' }])
  })

  it('lists no more than five', () => {
    const backup = Array.from({ length: 20 }, (_, index) => `Recovery code: ${481_000 + index}`)
    expect(values(backup.join('\n'))).toHaveLength(5)
  })

  it.each([
    ['digits', '1'.repeat(1_000_000) + 'a'],
    ['groups', 'code 1234 '.repeat(100_000)],
    ['single digits', '1 '.repeat(500_000)],
    ['letters', 'A'.repeat(1_000_000)],
    ['dashes', 'A1-'.repeat(300_000)],
    ['dashed letters', 'a-'.repeat(500_000) + '1'],
    ['words', 'verification login one-time '.repeat(40_000) + '482913'],
    ['line ends', '\r\n'.repeat(500_000)],
  ])('stays quick on a megabyte of %s', (_name, text) => {
    const start = performance.now()
    findCodes({ subject: text, text, htmlText: text })
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

function values(text: string): string[] {
  return findCodes({ subject: '', text, htmlText: '' }).map(code => code.value)
}
