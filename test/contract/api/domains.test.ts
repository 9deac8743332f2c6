import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Call } from '#shared/api/contract.ts'
import { httpClient, injectClient, ipcClient, keyClient, type ApiClient } from '#test/support/api-client.ts'
import { makeKey } from '#test/support/make-key.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
/** Ids of accounts. */
let red: string
let blue: string
beforeAll(async () => {
  app = await startApp()
  const make = (name: string) => injectClient(app).call('createAccount', { name, plan: 'unlimited' })
  red = (await make('red')).id
  blue = (await make('blue')).id
})
afterAll(() => app.stop())
beforeEach(async () => {
  const owner = injectClient(app)
  for (const { id } of (await owner.call('listDomains', {})).items) await owner.call('deleteDomain', { id })
})

const keyOf = async (accountId: string, mailboxDomains = ['*']): Promise<ApiClient> =>
  keyClient(app, (await makeKey(app, { accountId, mailboxDomains })).key)

const names = async (api: ApiClient, query: Call<'listDomains'> = {}) =>
  (await api.call('listDomains', query)).items.map(({ name }) => name)
const code = (expected: string, message = /./) => ({
  code: expected,
  message: expect.stringMatching(message) as string,
})

test('an account has a hundred at most', async () => {
  const owner = injectClient(app)
  const { id: accountId } = await owner.call('createAccount', { name: 'many', plan: 'unlimited' })
  for (let n = 0; n < 100; n++) await owner.call('createDomain', { name: `d${n}.example`, accountId })
  await expect((await keyOf(accountId)).call('createDomain', { name: 'more.example' })).rejects.toMatchObject(
    code('conflict', /^An account has at most 100 domains\. Delete one first\.$/),
  )
  await owner.call('createDomain', { name: 'more.example', accountId: red })
  await owner.call('deleteAccount', { id: accountId })
})

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'domains over %s',
  (_name, create) => {
    let owner: ApiClient
    beforeEach(() => {
      owner = create(app)
    })

    test('a domain is claimed with a proof of its own, and waits', async () => {
      const made = await owner.call('createDomain', { name: 'Shop.Example' })
      expect(made).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/) as string,
        accountId: 'local',
        name: 'shop.example',
        status: 'pending',
        txtName: '_mayfly.shop.example',
        txtValue: expect.stringMatching(/^mayfly-verify=[0-9a-f]{32}$/) as string,
        mxTarget: 'mx.mayfly.test',
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      })
      expect(await owner.call('getDomain', { id: made.id })).toEqual(made)
      const other = await owner.call('createDomain', { name: 'shop.example', accountId: red })
      expect(other).toMatchObject({ accountId: red, name: 'shop.example' })
      expect(other.txtValue).not.toBe(made.txtValue)
    })

    test('an account claims a name once; an account that is not there claims nothing', async () => {
      await owner.call('createDomain', { name: 'shop.example' })
      await expect(owner.call('createDomain', { name: 'SHOP.example' })).rejects.toMatchObject(
        code('conflict'),
      )
      await expect(
        owner.call('createDomain', { name: 'shop.example', accountId: 'nobody' }),
      ).rejects.toMatchObject(code('not_found', /no account nobody/))
      expect(await names(owner)).toEqual(['shop.example'])
    })

    test.each(['', 'a b', '-a.test', 'a..test', 'a@b.test', 'a_b.test', `${'a.'.repeat(126)}ab`, '*.a.test'])(
      'what is no domain name is refused: %j',
      async name => {
        await expect(owner.call('createDomain', { name })).rejects.toMatchObject({
          ...code('bad_request'),
          details: [{ field: 'name' }],
        })
        expect(await names(owner)).toEqual([])
      },
    )

    test('names of 253 characters and of other scripts are names', async () => {
      for (const name of [`${'a.'.repeat(126)}a`, 'bücher.test'])
        expect((await owner.call('createDomain', { name })).name).toBe(name)
    })

    test('lists newest first, by page and by status', async () => {
      for (const name of ['one.test', 'two.test', 'three.test']) await owner.call('createDomain', { name })
      const first = await owner.call('listDomains', { limit: 2 })
      expect(first).toMatchObject({ items: [{ name: 'three.test' }, { name: 'two.test' }], total: 3 })
      expect(await owner.call('listDomains', { limit: 2, cursor: first.nextCursor! })).toMatchObject({
        items: [{ name: 'one.test' }],
        nextCursor: null,
        total: 3,
      })
      await owner.call('verifyDomain', { id: first.items[1]!.id })
      expect(await names(owner, { status: 'verified' })).toEqual(['two.test'])
      expect(await names(owner, { status: 'pending' })).toEqual(['three.test', 'one.test'])
    })

    test('the owner marks a domain verified, as often as wanted', async () => {
      const { id, ...rest } = await owner.call('createDomain', { name: 'shop.example' })
      const verified = { id, ...rest, status: 'verified', dns: null }
      expect(await owner.call('verifyDomain', { id })).toEqual(verified)
      expect(await owner.call('verifyDomain', { id })).toEqual(verified)
      expect(await owner.call('getDomain', { id })).toMatchObject({ status: 'verified' })
    })

    test('many claim a domain, one has it: the others are told so, and not who', async () => {
      const first = await owner.call('createDomain', { name: 'shop.example', accountId: red })
      const second = await owner.call('createDomain', { name: 'shop.example', accountId: blue })
      await owner.call('verifyDomain', { id: first.id })
      const refused = await owner.call('verifyDomain', { id: second.id }).catch((error: Error) => error)
      expect(refused).toMatchObject(code('conflict', /another account/))
      expect((refused as Error).message).not.toMatch(/red/)
      expect((refused as Error).message).not.toContain(red)
      expect(await owner.call('getDomain', { id: second.id })).toMatchObject({ status: 'pending' })
      await owner.call('deleteDomain', { id: first.id })
      expect(await owner.call('verifyDomain', { id: second.id })).toMatchObject({ status: 'verified' })
    })

    test('deleting gives the name up and leaves the mailboxes', async () => {
      const { id } = await owner.call('createDomain', { name: 'left.example' })
      const mailbox = await owner.call('createMailbox', { domain: 'left.example' })
      await owner.call('deleteDomain', { id })
      for (const name of ['getDomain', 'verifyDomain', 'deleteDomain'] as const)
        await expect(owner.call(name, { id })).rejects.toMatchObject(code('not_found'))
      expect(await owner.call('getMailbox', { idOrAddress: mailbox.id })).toEqual(mailbox)
      await owner.call('createDomain', { name: 'left.example' })
    })
  },
)

describe('a key', () => {
  let owner: ApiClient
  beforeEach(() => {
    owner = httpClient(app)
  })

  test('claims, sees and gives up what is its account’s, and nothing else', async () => {
    const [ofRed, ofBlue] = [await keyOf(red), await keyOf(blue)]
    const made = await ofRed.call('createDomain', { name: 'shop.example' })
    expect(made.accountId).toBe(red)
    await owner.call('createDomain', { name: 'local.example' })
    expect(await names(ofRed)).toEqual(['shop.example'])
    expect(await ofBlue.call('listDomains', {})).toEqual({ items: [], nextCursor: null, total: 0 })
    const unknown = await ofBlue.call('getDomain', { id: 'unknown' }).catch((error: Error) => error.message)
    for (const name of ['getDomain', 'deleteDomain'] as const) {
      const refused = await ofBlue.call(name, { id: made.id }).catch((error: Error) => error)
      expect(refused).toMatchObject({
        code: 'not_found',
        message: String(unknown).replace('unknown', made.id),
      })
    }
    expect(await ofRed.call('getDomain', { id: made.id })).toEqual(made)
    await ofRed.call('deleteDomain', { id: made.id })
    expect(await names(ofRed)).toEqual([])
  })

  test('claims for its own account only', async () => {
    const ofRed = await keyOf(red)
    for (const accountId of [blue, 'local', 'nobody'])
      await expect(ofRed.call('createDomain', { name: 'shop.example', accountId })).rejects.toMatchObject(
        code('forbidden', /Only the owner/),
      )
    expect(await names(owner)).toEqual([])
    expect((await ofRed.call('createDomain', { name: 'shop.example', accountId: red })).accountId).toBe(red)
  })

  test.each(['dustmail.net', 'Minutemail.cc', 'user.momail.io', 'mailfade.dev', 'mayfly.test'])(
    'claims nothing that is everybody’s, such as %s; the owner may give it away',
    async name => {
      await expect((await keyOf(red)).call('createDomain', { name })).rejects.toMatchObject(
        code('conflict', /everybody/),
      )
      expect((await owner.call('createDomain', { name, accountId: red })).accountId).toBe(red)
    },
  )

  test('does not verify: that is the owner’s word', async () => {
    const ofRed = await keyOf(red)
    const { id } = await ofRed.call('createDomain', { name: 'shop.example' })
    await expect(ofRed.call('verifyDomain', { id })).rejects.toMatchObject(code('forbidden', /owner/))
    expect(await owner.call('getDomain', { id })).toMatchObject({ status: 'pending' })
  })

  test('that is kept to some domains handles those', async () => {
    const narrow = await keyOf(red, ['shop.example'])
    const other = await (await keyOf(red)).call('createDomain', { name: 'other.example' })
    const own = await narrow.call('createDomain', { name: 'SHOP.example' })
    expect(await narrow.call('listDomains', {})).toEqual({ items: [own], nextCursor: null, total: 1 })
    for (const refused of [
      narrow.call('createDomain', { name: 'third.example' }),
      narrow.call('getDomain', { id: other.id }),
      narrow.call('deleteDomain', { id: other.id }),
    ])
      await expect(refused).rejects.toMatchObject(code('forbidden', /shop\.example/))
    await narrow.call('deleteDomain', { id: own.id })
    expect(await names(owner)).toEqual(['other.example'])
  })
})
