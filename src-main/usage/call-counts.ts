import { createDayOf, dayOf, monthOf } from './day-quota.ts'

/** Whose calls are counted; an empty `keyId` is the owner. */
export type Counted = { accountId: string; keyId: string }

/** What came in since the last write, to be added to what is stored. */
export type CallCount = Counted & { day: string; route: string; calls: number; errors: number }
export type MailCount = { day: string; accountId: string; messages: number; bytes: number }
export type Counts = { calls: CallCount[]; mail: MailCount[] }

/** Calls that keys made on a day, of all keys of an account together. */
export type DayCalls = { day: string; accountId: string; calls: number }

/** Days whose totals stay in memory: a month's, and a clock that is set back finds its day again. */
const rememberedDays = 32

type Totals = { day: string; byAccount: Map<string, number> }

/** Counts in memory: the day's totals, by which calls are limited, and what waits to be written. */
export function createCallCounts(stored: DayCalls[]) {
  const dayAt = createDayOf()
  let totals: Totals[] = []
  let calls = new Map<string, Map<string, Map<string, CallCount>>>()
  let mail = new Map<string, MailCount>()
  for (const { day, accountId, calls: count } of stored.toSorted(byDay))
    totalsOn(day).byAccount.set(accountId, count)

  /** The totals of the day that it is. Days after it were a clock's mistake: nobody shall pay for them when they come. */
  function totalsOn(day: string): Totals {
    const newest = totals.at(-1)
    if (newest?.day === day) return newest
    totals = totals.filter(one => one.day <= day)
    if (totals.at(-1)?.day !== day) totals.push({ day, byAccount: new Map() })
    if (totals.length > rememberedDays) totals.shift()
    return totals.at(-1)!
  }

  /** Maps in maps: to join the three would make a new text of every call. A key has one account. */
  function addCalls({ day, accountId, keyId, route, calls: count, errors }: CallCount): void {
    const ofKey = getOrMake(getOrMake(calls, day), keyId)
    const known = ofKey.get(route)
    if (known) {
      known.calls += count
      known.errors += errors
    } else ofKey.set(route, { day, accountId, keyId, route, calls: count, errors })
  }

  const allCalls = () =>
    [...calls.values()].flatMap(day => [...day.values()].flatMap(key => [...key.values()]))

  function addMail({ day, accountId, messages, bytes }: MailCount): void {
    const id = `${day} ${accountId}`
    const known = mail.get(id)
    if (known) {
      known.messages += messages
      known.bytes += bytes
    } else mail.set(id, { day, accountId, messages, bytes })
  }

  return {
    /** Counts a call as it begins; answers how many the account's keys have made on this day. */
    call({ accountId, keyId }: Counted, route: string, now: number): number {
      const day = dayAt(now)
      addCalls({ day, accountId, keyId, route, calls: 1, errors: 0 })
      if (keyId === '') return 0
      const { byAccount } = totalsOn(day)
      const total = (byAccount.get(accountId) ?? 0) + 1
      byAccount.set(accountId, total)
      return total
    },
    /** Counts the failure of a call that began then. */
    error({ accountId, keyId }: Counted, route: string, beganAt: number): void {
      addCalls({ day: dayOf(beganAt), accountId, keyId, route, calls: 0, errors: 1 })
    },
    mail: (accountId: string, bytes: number, now: number): void =>
      addMail({ day: dayOf(now), accountId, messages: 1, bytes }),
    callsOn: (accountId: string, now: number): number =>
      totals.find(({ day }) => day === dayOf(now))?.byAccount.get(accountId) ?? 0,
    callsInMonth(accountId: string, now: number): number {
      const month = monthOf(dayOf(now))
      return totals
        .filter(({ day }) => monthOf(day) === month)
        .reduce((sum, { byAccount }) => sum + (byAccount.get(accountId) ?? 0), 0)
    },
    /** What waits to be written, of one account. */
    waiting: (accountId: string): Counts => ({
      calls: allCalls().filter(count => count.accountId === accountId),
      mail: [...mail.values()].filter(count => count.accountId === accountId),
    }),
    take(): Counts {
      const taken = { calls: allCalls(), mail: [...mail.values()] }
      calls = new Map()
      mail = new Map()
      return taken
    },
    /** What could not be written waits on. */
    putBack(counts: Counts): void {
      counts.calls.forEach(addCalls)
      counts.mail.forEach(addMail)
    },
  }
}

const byDay = (one: DayCalls, other: DayCalls): number => (one.day < other.day ? -1 : 1)

function getOrMake<K, Key, Value>(map: Map<K, Map<Key, Value>>, key: K): Map<Key, Value> {
  const known = map.get(key)
  if (known) return known
  const fresh = new Map<Key, Value>()
  map.set(key, fresh)
  return fresh
}
