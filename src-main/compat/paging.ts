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

/** All of a list that is short by nature: keys, domains, identities. */
export async function takeAll<T>(list: (turn: Turn) => Promise<NativePage<T>>): Promise<T[]> {
  return (await takeFrom(list, { offset: 0, limit: Infinity })).items
}
