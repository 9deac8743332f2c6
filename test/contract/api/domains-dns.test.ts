import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDns, type Dns } from '#main/domains/dns.ts'
import { httpClient, type ApiClient } from '#test/support/api-client.ts'
import { startDnsServer, type DnsReply, type DnsServer } from '#test/support/dns-server.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

const zone = new Map<string, DnsReply>()
let app: TestApp
let dns: DnsServer
let owner: ApiClient
beforeAll(async () => {
  dns = await startDnsServer(zone)
  app = await startApp({ dns: waitFor([dns.address]) })
  owner = httpClient(app)
})
afterAll(async () => {
  await app.stop()
  await dns.stop()
})
beforeEach(async () => {
  zone.clear()
  for (const { id } of (await owner.call('listDomains', {})).items) await owner.call('deleteDomain', { id })
})

/** What says nothing is waited for shortly, all else for as long as it takes: the machine may be slow. */
function waitFor(servers: string[]): Dns {
  const toward = (question: string) =>
    createDns({ servers, timeoutMs: zone.get(question) === 'silence' ? 300 : 60_000 })
  return {
    resolveTxt: name => toward(`TXT ${name}`).resolveTxt(name),
    resolveMx: name => toward(`MX ${name}`).resolveMx(name),
  }
}

const code = (expected: string, message: RegExp) => ({
  code: expected,
  message: expect.stringMatching(message) as string,
})

describe('a real name server', () => {
  async function claimed(name = 'shop.example') {
    const { id, txtValue } = await owner.call('createDomain', { name })
    const statusAfter = async () => (await owner.call('getDomain', { id })).status
    return { id, txtValue, verify: () => owner.call('verifyDomain', { id, dns: true }), statusAfter }
  }

  test('has the record, whole or in pieces, among others: verified', async () => {
    const { txtValue, verify, statusAfter } = await claimed()
    const pieces = [txtValue.slice(0, 9), txtValue.slice(9)]
    zone.set('TXT _mayfly.shop.example', { txt: [['v=spf1 -all'], pieces] })
    const mx: [number, string][] = [
      [20, 'second.example'],
      [10, 'first.example'],
    ]
    zone.set('MX shop.example', { mx })
    expect(await verify()).toMatchObject({
      status: 'verified',
      dns: { txt: ['v=spf1 -all', txtValue], mx: ['10 first.example', '20 second.example'] },
    })
    expect(await statusAfter()).toBe('verified')
    expect(dns.asked).toEqual(expect.arrayContaining(['TXT _mayfly.shop.example', 'MX shop.example']))
  })

  test.each<[string, (proof: string) => DnsReply, RegExp]>([
    ['no such name', () => 'nxdomain', /found none/],
    ['no such record', () => ({ txt: [] }), /found none/],
    ['another text', () => ({ txt: [['v=spf1 -all']] }), /found "v=spf1 -all"/],
    ['more than the text', proof => ({ txt: [[`${proof} `]] }), /found "mayfly-verify=/],
    ['less than the text', proof => ({ txt: [[proof.slice(0, -1)]] }), /found "mayfly-verify=/],
    ['the text in two records', proof => ({ txt: [[proof.slice(0, 9)], [proof.slice(9)]] }), /found "/],
  ])('has %s: told what was looked for and what was found', async (_name, reply, found) => {
    const { txtValue, verify, statusAfter } = await claimed()
    zone.set('TXT _mayfly.shop.example', reply(txtValue))
    const refused = await verify().catch((error: Error) => error)
    expect(refused).toMatchObject(code('unprocessable', found))
    expect((refused as Error).message).toContain(`TXT _mayfly.shop.example = "${txtValue}"`)
    expect(refused).toMatchObject({ details: [{ field: 'dns', txt: expect.any(Array) as string[], mx: [] }] })
    expect(await statusAfter()).toBe('pending')
  })

  test.each<DnsReply>(['servfail', 'silence'])(
    'that fails (%s) proves nothing and refutes nothing',
    async reply => {
      const { id, verify, statusAfter } = await claimed()
      zone.set('TXT _mayfly.shop.example', reply)
      await expect(verify()).rejects.toMatchObject(code('remote_error', /did not answer for TXT/))
      expect(await statusAfter()).toBe('pending')
      await owner.call('verifyDomain', { id })
      await expect(verify()).rejects.toMatchObject(code('remote_error', /did not answer/))
      expect(await statusAfter()).toBe('verified')
    },
  )

  test.each<[DnsReply, string[] | null]>([
    ['nxdomain', []],
    ['servfail', null],
    ['silence', null],
  ])('whose MX is missing (%s) does not decide', async (reply, mx) => {
    const { txtValue, verify } = await claimed()
    zone.set('TXT _mayfly.shop.example', { txt: [[txtValue]] })
    zone.set('MX shop.example', reply)
    expect(await verify()).toMatchObject({ status: 'verified', dns: { txt: [txtValue], mx } })
  })

  test('is asked for a name in the letters that DNS has', async () => {
    const { txtValue, verify } = await claimed('bücher.example')
    zone.set('TXT _mayfly.xn--bcher-kva.example', { txt: [[txtValue]] })
    expect(await verify()).toMatchObject({ status: 'verified' })
  })

  test('is not asked for a name that DNS cannot have', async () => {
    const { verify } = await claimed(`${'a'.repeat(64)}.example`)
    await expect(verify()).rejects.toMatchObject(code('unprocessable', /found none/))
  })

  test('is asked only when the owner says so', async () => {
    dns.asked.length = 0
    const { id } = await claimed()
    await owner.call('verifyDomain', { id })
    await owner.call('listDomains', {})
    expect(dns.asked).toEqual([])
  })
})

test('no network at all is DNS that did not answer', async () => {
  const refuse = () => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))
  const offline: Dns = { resolveTxt: refuse, resolveMx: refuse }
  const alone = await startApp({ dns: offline })
  const api = httpClient(alone)
  const { id } = await api.call('createDomain', { name: 'shop.example' })
  await expect(api.call('verifyDomain', { id, dns: true })).rejects.toMatchObject(
    code('remote_error', /ECONNREFUSED/),
  )
  await alone.stop()
})
