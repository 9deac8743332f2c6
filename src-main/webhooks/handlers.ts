import { AppError } from '#shared/api/errors.ts'
import type { Caller, Handlers } from '#shared/api/handler.ts'
import { accountOf, localAccountId, scopeOf, type Scope } from '#shared/api/scope.ts'
import { cutPage } from '../storage/page.ts'
import { webhookNotFound, type FindWebhook } from './find-webhook.ts'
import { toTarget, wants, type Target } from './registry.ts'
import type { WebhookChange, WebhookRepository, WebhookRow } from './repository.ts'
import { createSecret } from './signature.ts'
import { toWebhook } from './to-webhook.ts'

type WebhookOperation = 'listWebhooks' | 'createWebhook' | 'getWebhook' | 'updateWebhook' | 'deleteWebhook'

type Deps = {
  repository: WebhookRepository
  find: FindWebhook
  /** The mailbox that a caller names; throws `not_found` or `forbidden`. */
  findMailbox: (scope: Scope, idOrAddress: string) => Promise<{ id: string; accountId: string }>
  /** Why a webhook may not have a url, as far as the url alone tells. */
  refusalOfUrl: (url: string, byOwner: boolean) => string | undefined
  now: () => number
  /** Puts a committed change in force. */
  onChanged: (row: WebhookRow) => void
  /** Why its key no longer lets a webhook tell anything; undefined while it may. */
  endOf: (webhook: Target) => string | undefined
  /** Gives up what a webhook that is switched off was still to be told. */
  giveUp: (webhook: Target) => Promise<void>
  /** Deletes what there is of deliveries. */
  clear: (id: string) => Promise<void>
}

/** Every change in the store looks at all webhooks of the account. */
const maxPerAccount = 100

export function createWebhookHandlers(deps: Deps): Handlers<WebhookOperation> {
  const { repository, find } = deps

  return {
    async listWebhooks({ cursor, limit }, { caller }) {
      const before = cursor ? Number(cursor) : null
      const { items, total } = await repository.listWebhooks({ ...scopeOf(caller), limit: limit + 1, before })
      const { shown, last } = cutPage(items, limit)
      return { items: shown.map(toWebhook), nextCursor: last ? String(last.number) : null, total }
    },

    async createWebhook({ url, events, mailbox, secret = createSecret(), accountId }, { caller }) {
      const byOwner = caller.kind === 'owner'
      checkUrl(url, byOwner)
      const callers = scopeOf(caller)
      const scope = { ...callers, accountId: accountOf(callers, accountId) ?? null }
      const only = mailbox === undefined ? undefined : await deps.findMailbox(scope, mailbox)
      const row = await repository.insertWebhook({
        accountId: scope.accountId ?? only?.accountId ?? localAccountId,
        url,
        events,
        mailboxId: only?.id ?? null,
        domains: scope.domains,
        secret,
        keyId: keyOf(caller),
        now: deps.now(),
        most: maxPerAccount,
      })
      if (row === 'no such account') throw new AppError('not_found', `There is no account ${accountId}.`)
      if (row === 'too many')
        throw new AppError('conflict', `An account has at most ${maxPerAccount} webhooks. Delete one first.`)
      deps.onChanged(row)
      return { ...toWebhook(row), secret }
    },

    getWebhook: async ({ id }, { caller }) => toWebhook(await find(caller, id)),

    async updateWebhook({ id, mailbox, ...asked }, { caller }) {
      const before = await find(caller, id)
      if (asked.url !== undefined) checkUrl(asked.url, caller.kind === 'owner')
      if (asked.enabled === true && before.enabled === 0) await prepareStart(before, asked.url !== undefined)
      const scope = { ...scopeOf(caller), accountId: before.account_id }
      const mailboxId = mailbox ? (await deps.findMailbox(scope, mailbox)).id : mailbox
      const change = { ...asked, mailboxId, ...(asked.url === undefined ? {} : { keyId: keyOf(caller) }) }
      const row = await repository.changeWebhook({
        id,
        change: { ...change, fromNow: hearsMore(before, change) },
      })
      if (!row) throw webhookNotFound(id)
      deps.onChanged(row)
      if (row.enabled === 0) await deps.giveUp(toTarget(row))
      return toWebhook(row)
    },

    async deleteWebhook({ id }, { caller }) {
      const row = await find(caller, id)
      await repository.switchOffWebhook(id)
      deps.onChanged({ ...row, enabled: 0 })
      await deps.clear(id)
      if (!(await repository.deleteWebhook(id))) throw webhookNotFound(id)
    },
  }

  /** What is left from before it was switched off must not be sent after all. */
  async function prepareStart(row: WebhookRow, takesOver: boolean): Promise<void> {
    const webhook = toTarget(row)
    const why = takesOver ? undefined : deps.endOf(webhook)
    if (why !== undefined) throw new AppError('conflict', `${why} Set its url again to go on with it.`)
    await deps.giveUp(webhook)
  }

  function checkUrl(url: string, byOwner: boolean): void {
    const refusal = deps.refusalOfUrl(url, byOwner)
    if (refusal === undefined) return
    throw new AppError('bad_request', `url: ${refusal}`, { details: [{ field: 'url', message: refusal }] })
  }
}

/** Who chooses a url answers for it: a webhook ends with its key. */
const keyOf = (caller: Caller): string | null => (caller.kind === 'key' ? caller.key.id : null)

/** Whether a webhook will be told of messages that it was not told of so far: then it starts with the next one. */
function hearsMore(before: WebhookRow, change: Omit<WebhookChange, 'fromNow'>): boolean {
  const heard = wants({ events: JSON.parse(before.events) as string[] }, 'message.received')
  const will = change.events === undefined ? heard : wants({ events: change.events }, 'message.received')
  const moved = change.mailboxId !== undefined && change.mailboxId !== before.mailbox_id
  return (will && !heard) || moved || (change.enabled === true && before.enabled === 0)
}
