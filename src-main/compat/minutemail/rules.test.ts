import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/api/errors.ts'
import { chooseDomain, lifetimeOf, looksLikeHtml } from './rules.ts'

test.each([
  ['<p>Hello</p>', true],
  ['<!DOCTYPE html><html></html>', true],
  ['one<br/>two', true],
  ['see <a href="https://shop.test">here</a>', true],
  ['<DIV class="x">y</DIV>', true],
  ['write to <hello@shop.test>', false],
  ['1 < 2 and 3 > 2', false],
  ['<https://shop.test>', false],
  ['<your name>', false],
  ['', false],
])('%j is HTML: %s', (body, isHtml) => expect(looksLikeHtml(body)).toBe(isHtml))

const platformDomain = 'minutemail.cc'

describe('how long a mailbox lives', () => {
  const [hour, anything] = [{ maxLifetimeMinutes: 60 }, { maxLifetimeMinutes: null }]
  test('as asked for, else a quarter of an hour, less where the plan allows less', () => {
    expect(lifetimeOf({ expiresIn: 60 }, hour)).toBe(60)
    expect([lifetimeOf({}, hour), lifetimeOf({}, anything)]).toEqual([15, 15])
    expect(lifetimeOf({}, { maxLifetimeMinutes: 5 })).toBe(5)
    expect(lifetimeOf({ noExpiration: false, expiresIn: 1 }, anything)).toBe(1)
  })
  test('for ever when asked for, which the plan is to judge', () => {
    expect(lifetimeOf({ noExpiration: true }, hour)).toBeNull()
  })
})

describe('where a mailbox goes', () => {
  const all = { own: platformDomain, shared: 'Mayfly.test', verified: ['own.test'], ofKey: ['*'] }
  test('to the platform, unless the key may not', () => {
    expect(chooseDomain(undefined, all)).toBe(platformDomain)
    expect(chooseDomain(undefined, { ...all, ofKey: ['own.test', platformDomain] })).toBe(platformDomain)
    expect(chooseDomain(undefined, { ...all, ofKey: ['listed.test', 'own.test'] })).toBe('own.test')
    expect(chooseDomain(undefined, { ...all, ofKey: ['listed.test'] })).toBe('listed.test')
  })
  test.each([platformDomain, 'mayfly.test', 'own.test'])('to %s', domain => {
    expect(chooseDomain(domain, all)).toBe(domain)
  })
  test('where the owner listed it for the key, verified or not', () => {
    expect(chooseDomain('listed.test', { ...all, ofKey: ['listed.test'] })).toBe('listed.test')
  })
  test.each([
    ['elsewhere.test', ['*']],
    ['own.test', ['listed.test']],
    [platformDomain, ['listed.test']],
  ])('not to %s with a key for %j', (domain, ofKey) => {
    expect(() => chooseDomain(domain, { ...all, ofKey })).toThrow(AppError)
    expect(() => chooseDomain(domain, { ...all, ofKey })).toThrow(domain)
  })
})
