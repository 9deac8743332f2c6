import { describe, expect, it } from 'vitest'
import { workOf } from '#test/support/work.ts'
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
    ['Enter 482 913 in the app to approve it', '482913'],
    ['Use A7F-K2Q to log in', 'A7F-K2Q'],
    ['Type 7F3 K9Q on your other device to log in', '7F3K9Q'],
    ['Login code: 48.20.13', '482013'],
    ['Your login code: aB3xK9', 'aB3xK9'],
    ['Login code: K7QM PX2D', 'K7QMPX2D'],
    ['To sign in, type this on your TV:\n\nWDJB-MJHT', 'WDJB-MJHT'],
    ['Код получения: 7714. Курьер позвонит за час до визита.', '7714'],
    ['Bitte bestätige die Anmeldung mit der Nummer 9 0 4 1 7 7.', '904177'],
    ['Introduce 55-821 para iniciar sesión', '55821'],
    ['Para retirar o pacote no armário, digite a senha 48203.', '48203'],
    ['Aby otworzyć skrytkę, podaj kod 482013 na ekranie.', '482013'],
    ['受取コード 48K2 を店頭端末に入力してください。', '48K2'],
    ['استخدم الرمز 730 219 لإكمال تسجيل الدخول.', '730219'],
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
    ['voucher', 'Type FLASH50 at checkout. Your gift card has the PIN 4821'],
    ['journey', 'Confirmation code: QX7K2M. Flight 482, seat 14C.'],
    ['meeting', 'Meeting ID: 912 4482 1337\nPasscode: 482913'],
    ['user name', 'Log in with user ID 48213377. The code comes by SMS.'],
    ['licence', 'Your activation key: AB12C-34DEF-56GHI-78JKL'],
    ['capitals', 'NEVER SHARE YOUR ACCESS CODE OR PASSWORD. NOTICE NUMBER 48-2026.'],
    ['lasting password', 'Reset your password. The link is valid until 13 March 2026'],
    ['footer', 'Click below to confirm your email.\n© 2026 Lumio, Suite 4821\n94104'],
    ['newsletter', 'Since 1998 we tested 12000 tents. 25 ideas for 2026'],
  ])('leaves alone: %s', (_name, text) => {
    expect(values(text)).toEqual([])
  })

  it.each([
    ['482913', 'This is your one-time code.'],
    ['Lumio: 482913', 'Your one-time code is in the subject.'],
    ['482913 - Lumio', 'Enter this code to log in'],
  ])('reads the subject %j in the light of the text', (subject, text) => {
    expect(findCodes({ subject, text, htmlText: '' })).toEqual([{ value: '482913', source: 'subject' }])
  })

  it('leaves alone the number of an order in the subject', () => {
    expect(
      findCodes({ subject: 'Order 48213', text: 'Enter your one-time code to log in', htmlText: '' }),
    ).toEqual([])
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
    ['stems', 'проверподтвержд4821 '.repeat(50_000)],
    ['stems without spaces', 'проверподтвержд'.repeat(60_000) + ' 4821'],
    ['words', 'verification login one-time '.repeat(40_000) + '482913'],
    ['line ends', '\r\n'.repeat(500_000)],
  ])('stays quick on a megabyte of %s', (_name, text) => {
    expect(workOf(() => findCodes({ subject: text, text, htmlText: text }))).toBeLessThan(2_000)
  })
})

function values(text: string): string[] {
  return findCodes({ subject: '', text, htmlText: '' }).map(code => code.value)
}
