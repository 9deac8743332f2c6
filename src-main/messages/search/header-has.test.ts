import { expect, test } from 'vitest'
import { headerHas } from './header-has.ts'

const headers = [
  { name: 'X-Mailer', value: 'NodeMailer 10' },
  { name: 'Received', value: 'from a.test' },
  { name: 'received', value: 'from b.test' },
]

test.each<[string, string, boolean]>([
  ['x-mailer', 'nodemailer', true],
  ['X-MAILER', 'mailer 1', true],
  ['X-Mailer', '', true],
  ['Received', 'B.TEST', true],
  ['X-Mailer', 'b.test', false],
  ['Mailer', 'node', false],
])('%s has %j: %s', (name, value, expected) => expect(headerHas(headers, name, value)).toBe(expected))
