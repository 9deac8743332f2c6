import type { Call, Output } from '#shared/api/contract.ts'
import { injectClient } from './api-client.ts'
import type { TestApp } from './start-app.ts'

/** A key for every domain, made by the owner; `key` is what a caller sends. */
export function makeKey(app: TestApp, more: Partial<Call<'createKey'>> = {}): Promise<Output<'createKey'>> {
  return injectClient(app).call('createKey', {
    name: 'test',
    service: 'mayfly',
    mailboxDomains: ['*'],
    ...more,
  })
}
