import { expect, test } from 'vitest'
import { refusalOfUrl, type GuardedRequest } from '../outbound/guarded-request.ts'
import { OutboundError } from '../outbound/outbound-error.ts'
import { createProviderRequest } from './provider-request.ts'

/** Answers in the place of servers: the first of them redirects. Nothing is connected to. */
function follow(location: string, address: string) {
  const asked: string[] = []
  const request: GuardedRequest = async ({ url, policy }) => {
    const refusal = refusalOfUrl(url, policy)
    if (refusal !== undefined) throw new OutboundError('refused', refusal)
    asked.push(url)
    const isFirst = asked.length === 1
    return {
      status: isFirst ? 302 : 200,
      headers: isFirst ? { location } : {},
      body: Buffer.from(''),
      address,
    }
  }
  const send = createProviderRequest({ request })
  const signal = new AbortController().signal
  const answer = send({ url: 'http://192.168.1.20/', method: 'GET', headers: {}, signal, size: 'answer' })
  return { answer, asked }
}

test.each([
  'http://169.254.169.254/latest/meta-data',
  'http://[fe80::1]/',
  'http://[::ffff:169.254.169.254]/',
])('a server of the own network leads nobody to %s', async location => {
  const { answer, asked } = follow(location, '192.168.1.20')
  await expect(answer).rejects.toMatchObject({ kind: 'refusedAddress' })
  expect(asked).toHaveLength(1)
})

test('within the own network it may redirect, and from a public server not into it', async () => {
  const within = follow('http://10.0.0.7/', '192.168.1.20')
  expect(await within.answer).toMatchObject({ status: 200 })
  const outside = follow('http://10.0.0.7/', '93.184.216.34')
  await expect(outside.answer).rejects.toMatchObject({ kind: 'refusedAddress' })
})
