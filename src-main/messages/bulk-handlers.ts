import { AppError } from '#shared/api/errors.ts'
import { maxTags } from '#shared/api/limits.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { scopeOf, type Scope } from '#shared/api/scope.ts'
import type { EventBus, PlacedMessage } from '../events/bus.ts'
import type { MessageFilter } from './list-sql.ts'
import { checkSearch, type AskedFilters } from './message-filter.ts'
import type { MessageReader } from './reader.ts'
import type { MessageRepository } from './repository.ts'

type Deps = { repository: MessageRepository; reader: MessageReader; events: EventBus }
type Picking = Pick<Deps, 'repository' | 'reader'>
type Picked = AskedFilters & { mailbox?: string | undefined; through?: number | undefined }
type DeletionCall = Picked & { ids?: string[] | undefined; pinned: boolean }
type Page = { filter: MessageFilter; before: number | null; limit: number }

/** Messages deleted in one step, some 25 ms of the writer: arriving mail waits for no more, and commits are few. */
const deleteStep = 2_000
/** Messages changed in one step: each is written and counted on its own. */
const changeStep = 1_000

/** What is done to many messages: named by ids, or picked by a query. */
export function createBulkHandlers(
  deps: Deps,
): Handlers<'deleteMessage' | 'updateMessages' | 'deleteMessages'> {
  const { repository, reader, events } = deps

  return {
    async updateMessages({ ids, unread, pinned, tags, addTags, ...asked }, { caller }) {
      const scope = scopeOf(caller)
      const change = { unread, pinned, tags, addTags }
      if (ids) {
        checkAlone(asked)
        const changed = await repository.changeByIds({ ids, scope, change })
        if (!changed) throw new AppError('not_found', 'One of the ids is unknown; nothing was changed.')
        return events.announce({ type: 'message.updated', messages: withFewTags(changed) })
      }
      await inSteps(
        { filter: await pick(deps, scope, asked), before: null, limit: changeStep },
        async page => {
          const { touched, next } = await repository.changeMatching({ ...page, change })
          const messages = withFewTags(touched)
          if (messages.length > 0) events.announce({ type: 'message.updated', messages })
          return { next }
        },
      )
    },

    async deleteMessage({ id }, { caller }) {
      const scope = scopeOf(caller)
      await reader.find(scope, id)
      const removed = await repository.deleteByIds({ ids: [id], scope })
      announceRemoved(events, removed, `There is no message ${id}.`)
    },

    // What is done at services of remote accounts is theirs.
    async deleteMessages({ ids, pinned, atService: _atService, ...asked }, { caller }) {
      const scope = scopeOf(caller)
      if (ids) {
        checkAlone(asked)
        const removed = await repository.deleteByIds({ ids, scope })
        return announceRemoved(events, removed, 'One of the ids is unknown; nothing was deleted.')
      }
      await deleteAllMatching(deps, await pickForDeletion(deps, scope, { pinned, ...asked }))
    },
  }
}

/** Refuses what `deleteMessages` would, as far as that can be told from the call alone. */
export function checkDeletion({ ids, pinned: _pinned, ...asked }: DeletionCall): void {
  if (ids) checkAlone(asked)
  else checkSearch(asked)
}

/** What arrives from now on was not meant. */
async function pick(
  { reader, repository }: Picking,
  scope: Scope,
  { through = Infinity, ...asked }: Picked,
): Promise<MessageFilter> {
  const filter = await reader.filterOf(scope, asked)
  const last = Math.min(through, await repository.lastSeq())
  filter.conditions.push({ sql: 'd.seq <= ?', params: [last] })
  return filter
}

/** What a deletion by query is about: pinned ones only when that is said. */
export async function pickForDeletion(
  deps: Picking,
  scope: Scope,
  { pinned, ...asked }: Picked & { pinned: boolean },
): Promise<MessageFilter> {
  const filter = await pick(deps, scope, asked)
  if (!pinned) filter.conditions.push({ sql: 'd.pinned = 0', params: [] })
  return filter
}

/** Deletes step by step; mail that arrives meanwhile is not held up. */
export async function deleteAllMatching(
  { repository, events }: Pick<Deps, 'repository' | 'events'>,
  filter: MessageFilter,
  /** Told after each step how many went; what it throws ends it. */
  onStep: (removed: number) => void = () => {},
): Promise<void> {
  await inSteps({ filter, before: null, limit: deleteStep }, async page => {
    const step = await repository.deleteMatching(page)
    if (step.touched.length > 0) events.announce({ type: 'message.deleted', messages: step.touched })
    onStep(step.touched.length)
    return step
  })
}

/** Each begins where the last one ended: a search need not go through what is deleted but not swept yet. */
async function inSteps(first: Page, run: (page: Page) => Promise<{ next: number | null }>): Promise<void> {
  let before: number | null = null
  do {
    ;({ next: before } = await run({ ...first, before }))
  } while (before !== null)
}

function withFewTags(changed: PlacedMessage[] | 'too_many_tags'): PlacedMessage[] {
  if (changed !== 'too_many_tags') return changed
  throw new AppError('unprocessable', `A message has at most ${maxTags} tags: take some away first.`, {
    details: [{ field: 'addTags' }],
  })
}

function checkAlone(asked: Picked): void {
  if (Object.values(asked).every(value => value === undefined)) return
  throw new AppError('bad_request', 'Give either ids or filters, not both.', { details: [{ field: 'ids' }] })
}

function announceRemoved(events: EventBus, removed: PlacedMessage[] | undefined, notFound: string): void {
  if (!removed) throw new AppError('not_found', notFound)
  events.announce({ type: 'message.deleted', messages: removed })
}
