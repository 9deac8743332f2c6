import type { UsageDay } from '#shared/api/usage.ts'
import type { CallCount, Counts, MailCount } from './call-counts.ts'

type KeyName = (keyId: string) => string | undefined
type Calls = { calls: number; errors: number }

/** Counts as days of the API, in the order of `dates`. */
export function toDays(dates: string[], counts: Counts, keyName: KeyName): UsageDay[] {
  const calls = Map.groupBy(counts.calls, ({ day }) => day)
  const mail = Map.groupBy(counts.mail, ({ day }) => day)
  return dates.map(date => ({
    date,
    ...sum(calls.get(date) ?? []),
    ...sumMail(mail.get(date) ?? []),
    keys: byKey(calls.get(date) ?? [], keyName),
    routes: byRoute(calls.get(date) ?? []),
  }))
}

function byKey(calls: CallCount[], keyName: KeyName): UsageDay['keys'] {
  return [...Map.groupBy(calls, ({ keyId }) => keyId)]
    .map(([id, counts]) => ({ id: id === '' ? null : id, name: keyName(id) ?? null, ...sum(counts) }))
    .toSorted((one, other) => other.calls - one.calls)
}

function byRoute(calls: CallCount[]): UsageDay['routes'] {
  return [...Map.groupBy(calls, ({ route }) => route)]
    .map(([route, counts]) => ({ route, ...sum(counts) }))
    .toSorted((one, other) => other.calls - one.calls || (one.route < other.route ? -1 : 1))
}

function sum(counts: Calls[]): Calls {
  const total = { calls: 0, errors: 0 }
  for (const { calls, errors } of counts) {
    total.calls += calls
    total.errors += errors
  }
  return total
}

function sumMail(counts: MailCount[]): Pick<UsageDay, 'messagesReceived' | 'bytesReceived'> {
  const total = { messagesReceived: 0, bytesReceived: 0 }
  for (const { messages, bytes } of counts) {
    total.messagesReceived += messages
    total.bytesReceived += bytes
  }
  return total
}
