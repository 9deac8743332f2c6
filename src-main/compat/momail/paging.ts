import { AppError } from '#shared/api/errors.ts'
import type { ListQuery } from './schema.ts'

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
