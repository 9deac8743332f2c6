import { AppError } from '#shared/api/errors.ts'
import type { ListQuery } from './schema.ts'

type NativePage<T> = { items: T[]; nextCursor: string | null; total: number }
type Turn = { limit: number; cursor?: string }
type Slice<T> = { items: T[]; total: number; hasMore: boolean }

/** So many a native list gives at once. */
const nativePage = 200

/** What a native list, which pages by cursor, has from an offset on. */
export async function takeFrom<T>(
  list: (turn: Turn) => Promise<NativePage<T>>,
  { offset, limit }: { offset: number; limit: number },
): Promise<Slice<T>> {
  const read: T[] = []
  let total: number | undefined
  let cursor: string | undefined
  do {
    const wanted = Math.min(nativePage, offset + limit - read.length)
    const page = await list({ limit: wanted, ...(cursor === undefined ? {} : { cursor }) })
    read.push(...page.items)
    total ??= page.total
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && read.length < offset + limit)
  // A total counts no more than so many matches of a search.
  return { items: read.slice(offset), total: Math.max(total, read.length), hasMore: cursor !== undefined }
}

/** All of a list that is short by nature: keys, domains, webhooks. */
export async function takeAll<T>(list: (turn: Turn) => Promise<NativePage<T>>): Promise<T[]> {
  return (await takeFrom(list, { offset: 0, limit: Infinity })).items
}

/** A page of the older generation, in its envelope. */
export function toPage<T extends object>(all: T[], { limit, offset, sort }: ListQuery) {
  const total = all.length
  return {
    success: true as const,
    data: sortedBy(all, sort).slice(offset, offset + limit),
    meta: { total, limit, offset, hasMore: offset + limit < total },
  }
}

/** By a field that the items have, named in either spelling; `created_at:desc`. Throws `bad_request` for another. */
function sortedBy<T extends object>(items: T[], sort: string | undefined): T[] {
  const [first] = items
  if (sort === undefined || !first) return items
  const [name = '', order] = sort.split(':')
  const field = Object.keys(first).find(one => snakeCase(one) === snakeCase(name))
  if (field === undefined) {
    const message = `must be one of ${Object.keys(first).join(', ')}, with :asc or :desc`
    throw new AppError('bad_request', `sort: ${message}.`, { details: [{ field: 'sort', message }] })
  }
  const text = (item: T) => String(item[field as keyof T])
  const sorted = items.toSorted(
    (one, other) => Number(text(one) > text(other)) - Number(text(one) < text(other)),
  )
  return order === 'desc' ? sorted.toReversed() : sorted
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
