import { expect, test } from 'vitest'
import { mailFacts } from './mail-facts.ts'

const facts = (...headers: [string, string][]) => mailFacts(headers.map(([name, value]) => ({ name, value })))

test('ways to unsubscribe, by links that may be opened', () => {
  expect(
    facts(
      ['List-Unsubscribe', '<mailto:off@shop.test>, <https://shop.test/off?u=1>, <javascript:alert(1)>'],
      ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
    ).unsubscribe,
  ).toEqual({ links: ['mailto:off@shop.test', 'https://shop.test/off?u=1'], oneClick: true })
  expect(facts(['List-Unsubscribe', 'ask us']).unsubscribe).toBeNull()
})

test('what servers on the way found out', () => {
  expect(
    facts([
      'Authentication-Results',
      'mx.test; spf=pass smtp.mailfrom=a.test; dkim=FAIL (bad) header.d=a.test; dmarc=none',
    ]).verdicts,
  ).toEqual([
    { method: 'spf', result: 'pass' },
    { method: 'dkim', result: 'fail' },
    { method: 'dmarc', result: 'none' },
  ])
  expect(facts(['Received-SPF', 'SoftFail (mx.test: ...)']).verdicts).toEqual([
    { method: 'spf', result: 'softfail' },
  ])
  expect(facts(['Subject', 'spf=pass']).verdicts).toEqual([])
})
