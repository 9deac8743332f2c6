import { expect, test } from 'vitest'
import { unlimitedPlan } from '../../accounts/plans.ts'
import { checkChoice, choiceOf, lifetimeOf, tierOf, toUsername } from './mapping.ts'

const year = 365 * 24 * 60

test.each([
  ['free', undefined, 30, 30],
  ['free', undefined, null, 30],
  ['free', 5, 30, 5],
  ['free', 31, 30, 30],
  ['free', 31, 60, 30],
  ['free', undefined, 10, 10],
  ['premium', undefined, year, year],
  ['premium', undefined, null, year],
  ['premium', 1, year, 1],
  ['premium', year + 1, null, year],
] as const)(
  'on %s, asked for %j minutes of at most %j: %i',
  (tier, duration, maxLifetimeMinutes, minutes) => {
    expect(lifetimeOf({ duration }, tier, { ...unlimitedPlan, maxLifetimeMinutes })).toBe(minutes)
  },
)

test('a plan that counts calls is free, any other is premium', () => {
  expect([tierOf({ callsPerDay: 0 }), tierOf({ callsPerDay: 100 })]).toEqual(['free', 'free'])
  expect(tierOf({ callsPerDay: null })).toBe('premium')
})

const domains = { own: 'dustmail.net', shared: 'mayfly.test', verified: ['brand.example'], ofKey: ['*'] }

test.each([
  ['free', {}, ['dustmail.net']],
  ['premium', {}, ['dustmail.net', 'mayfly.test', 'brand.example']],
  ['free', { ofKey: ['brand.example'] }, []],
] as const)('on %s with %j a key may choose among %j', (tier, more, available) => {
  expect(choiceOf(tier, { ...domains, ...more })).toEqual(available)
})

test('what a plan does not include is forbidden, in words that say so', () => {
  const free = ['dustmail.net']
  expect(() => checkChoice({ username: 'a' }, 'free', free)).toThrow('requires a Premium API key')
  expect(() => checkChoice({ domain: 'brand.example' }, 'free', free)).toThrow('requires a Premium API key')
  expect(() => checkChoice({ domain: 'x.test' }, 'premium', ['a.test', 'b.test'])).toThrow(
    'Choose one of: a.test, b.test.',
  )
  expect(() => checkChoice({ domain: 'dustmail.net' }, 'free', free)).not.toThrow()
  expect(() => checkChoice({ username: 'a', domain: 'b.test' }, 'premium', ['b.test'])).not.toThrow()
})

test('generated names look as its own do', () => {
  expect(toUsername(['swift', 'fox', '4291'])).toBe('swift.fox4291')
})
