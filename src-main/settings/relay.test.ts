import { expect, test } from 'vitest'
import { changeRelay, shownRelay, type KeptRelay } from './relay.ts'

const open = { host: 'relay.test', port: 25, security: 'none' as const, sender: null, allowedRecipients: '' }
const kept: KeptRelay = { ...open, user: 'ada', password: 'secret' }

test('a password stays for the same host and user only', () => {
  expect(changeRelay({ ...open, user: 'ada', allowedRecipients: '*@a.test' }, kept)).toMatchObject({
    password: 'secret',
  })
  for (const other of [{ host: 'evil.test' }, { port: 26 }, { user: 'bob' }])
    expect(() => changeRelay({ ...open, user: 'ada', ...other }, kept)).toThrow('needs its password')
})

test('without a user there is none, and null takes the relay away', () => {
  expect(changeRelay({ ...open, user: null, password: 'x' }, kept)).toMatchObject({
    user: null,
    password: null,
  })
  expect(changeRelay(null, kept)).toBeNull()
})

test('what is shown has no secret', () => {
  expect(JSON.stringify(shownRelay(kept))).not.toContain('secret')
  expect(shownRelay(null)).toBeNull()
})
