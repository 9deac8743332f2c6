import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { KeyRecord } from './key-record.ts'
import { createKeyring } from './keyring.ts'

const record = (id: string, secret: string, more: Partial<KeyRecord> = {}): KeyRecord => ({
  number: 1,
  id,
  accountId: 'local',
  name: id,
  service: 'mayfly',
  prefix: 'mayfly_',
  lastEight: secret.slice(-8),
  hash: createHash('sha256').update(secret).digest('hex'),
  mailboxDomains: ['*'],
  allowedOrigins: [],
  createdAt: 0,
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  ...more,
})

function keyringOf(...records: KeyRecord[]) {
  const keyring = createKeyring({ records, now: () => 1_000 })
  const told: string[] = []
  keyring.onRightsChanged(id => told.push(id))
  return { keyring, told }
}

test('finds a key by its secret and by nothing else', () => {
  const kept = record('one', 'mayfly_secret')
  const { keyring } = keyringOf(kept, record('two', 'mayfly_other'))
  expect(keyring.find('mayfly_secret')).toEqual({ ...kept, status: 'active' })
  for (const given of ['', 'mayfly_secre', 'mayfly_secret ', kept.hash, 'one', '__proto__', 'x'.repeat(1e6)])
    expect(keyring.find(given)).toBeUndefined()
})

test('a new record takes the place of the old one, its secret too', () => {
  const { keyring, told } = keyringOf(record('one', 'old'))
  keyring.put(record('one', 'new'))
  expect([keyring.find('old'), keyring.find('new')?.id, keyring.all().length]).toEqual([undefined, 'one', 1])
  expect(told).toEqual(['one'])
})

test.each([
  [{ expiresAt: 5_000 }, true],
  [{ revokedAt: 1 }, true],
  [{ mailboxDomains: ['a.test'] }, true],
  [{ allowedOrigins: ['a.test'] }, true],
  [{ name: 'renamed' }, false],
  [{ lastUsedAt: 1 }, false],
])('tells of %j: %j', (change, heard) => {
  const { keyring, told } = keyringOf(record('one', 'secret'))
  keyring.put(record('one', 'secret', change))
  expect(told).toEqual(heard ? ['one'] : [])
})

test('what is dropped is unknown, one by one or by account', () => {
  const mine = { accountId: 'mine' }
  const records = [record('a', '1', mine), record('b', '2'), record('c', '3', mine), record('d', '4')]
  const { keyring, told } = keyringOf(...records)
  keyring.drop('d')
  keyring.drop('d')
  keyring.forgetAccount('mine')
  expect(['1', '2', '3', '4'].map(secret => keyring.find(secret)?.id)).toEqual([
    undefined,
    'b',
    undefined,
    undefined,
  ])
  expect(told).toEqual(['d', 'a', 'c'])
})

test('an origin is listed when an active key lists it', () => {
  const { keyring } = keyringOf(
    record('active', '1', { allowedOrigins: ['a.test'], expiresAt: 1_001 }),
    record('expired', '2', { allowedOrigins: ['b.test'], expiresAt: 1_000 }),
    record('revoked', '3', { allowedOrigins: ['c.test'], revokedAt: 1 }),
  )
  const origins = ['https://a.test', 'https://b.test', 'https://c.test', 'https://d.test']
  expect(origins.map(keyring.listsOrigin)).toEqual([true, false, false, false])
})
