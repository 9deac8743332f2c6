import { expect, test } from 'vitest'
import { addressAfterMove } from './address-after-move.ts'

const after = (href: string, from: number | null, to: number | null) =>
  addressAfterMove(new URL(href), from, to)

test('a page goes where the server went, and stays what it shows', () => {
  expect(after('http://localhost:8025/#/settings/receiving', 8025, 8080)).toBe(
    'http://localhost:8080/#/settings/receiving',
  )
  expect(after('http://mayfly.test/', 80, 8080)).toBe('http://mayfly.test:8080/')
  expect(after('http://[::1]:8025/', 8025, 80)).toBe('http://[::1]/')
})

test('it stays when nothing moved, or when it came through something else', () => {
  expect(after('http://localhost:8025/', 8025, 8025)).toBeNull()
  expect(after('https://mail.team.test/', 8025, 8080)).toBeNull()
  expect(after('mayfly-app://app/', 8025, 8080)).toBeNull()
  expect(after('http://localhost:8025/', 8025, null)).toBeNull()
})
