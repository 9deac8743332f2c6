import { expect, test } from 'vitest'
import type { Client } from '../../api/client.ts'
import { makeServiceKey } from './make-service-key.ts'

type Account = { id: string; name: string; plan: string }

/** As much of the server as is asked: accounts in memory. */
function serverWith(accounts: Account[]) {
  const keys: unknown[] = []
  const call = async (name: string, input: object) => {
    if (name === 'listAccounts') return { items: accounts }
    if (name === 'createKey') return keys.push(input) && { key: 'mf_secret' }
    const account = { id: `${accounts.length + 1}`, ...input } as Account
    accounts.push(account)
    return account
  }
  return { client: { call } as unknown as Pick<Client, 'call'>, accounts, keys }
}

const mailfade = { service: 'mailfade', name: 'Mailfade' } as const
const make = ({ client }: ReturnType<typeof serverWith>) => makeServiceKey(client, mailfade, 'mailfade-dev')

test('the first key makes an account on the plan, the next are of the same', async () => {
  const server = serverWith([])
  expect(await make(server)).toEqual({ key: 'mf_secret', accountName: 'Mailfade mailfade-dev' })
  await make(server)
  expect(server.accounts).toHaveLength(1)
  expect(server.keys).toEqual(
    [1, 2].map(() => ({
      name: 'Mailfade mailfade-dev',
      service: 'mailfade',
      mailboxDomains: ['*'],
      accountId: '1',
    })),
  )
})

test('an account that was put on another plan is left alone', async () => {
  const server = serverWith([{ id: '1', name: 'MAILFADE mailfade-dev', plan: 'tiny' }])
  expect((await make(server)).accountName).toBe('Mailfade mailfade-dev 2')
  expect((await make(server)).accountName).toBe('Mailfade mailfade-dev 2')
})
