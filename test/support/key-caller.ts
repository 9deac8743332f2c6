import type { Call, OperationName, Output } from '#shared/api/contract.ts'
import type { ApiClient } from './api-client.ts'
import type { TestApp } from './start-app.ts'

type Key = { accountId: string; mailboxDomains?: string[] }

/** Calls as a key of an account, whichever way it proved itself. */
export function keyCaller(app: TestApp, { accountId, mailboxDomains = ['*'] }: Key): Omit<ApiClient, 'name'> {
  const key = { id: `key-${accountId}`, accountId, service: 'mayfly', mailboxDomains }
  const context = { caller: { kind: 'key' as const, key }, signal: new AbortController().signal }
  return {
    call: async <N extends OperationName>(name: N, input?: Call<N>) =>
      (await app.app.dispatch(name, input, context)) as Output<N>,
  }
}
