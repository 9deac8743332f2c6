import type { Call, OperationName, Output } from '#shared/api/contract.ts'
import type { Caller } from '#shared/api/handler.ts'
import type { ApiClient } from './api-client.ts'
import type { TestApp } from './start-app.ts'

type Key = { accountId: string; mailboxDomains?: string[] }

/** Calls as a new key of an account, whichever way it proved itself. */
export async function keyCaller(app: TestApp, { accountId, mailboxDomains = ['*'] }: Key) {
  const { id } = await ownerCaller(app).call('createKey', {
    name: 'test',
    service: 'mayfly',
    accountId,
    mailboxDomains,
  })
  return { id, ...callAs(app, { kind: 'key', key: { id, accountId, service: 'mayfly', mailboxDomains } }) }
}

/** Calls as the owner, also where it would have to sign in. */
export function ownerCaller(app: TestApp): Omit<ApiClient, 'name'> {
  return callAs(app, { kind: 'owner' })
}

function callAs(app: TestApp, caller: Caller): Omit<ApiClient, 'name'> {
  const context = { caller, signal: new AbortController().signal }
  return {
    call: async <N extends OperationName>(name: N, input?: Call<N>) =>
      (await app.app.dispatch(name, input, context)) as Output<N>,
  }
}
