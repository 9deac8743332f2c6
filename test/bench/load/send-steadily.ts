type Steady = { count: number; perSecond: number; send: () => Promise<void>; clock: () => number }

/** How often it is looked what is due: timers are no finer. */
const stepMs = 2
/** With so many unanswered a server has fallen behind; it gets the rest as it answers, and the rate says so. */
const maxUnanswered = 200

/** Sends at an even rate. Resolves when all are answered, rejects with the first failure. */
export async function sendSteadily({ count, perSecond, send, clock }: Steady): Promise<void> {
  const start = clock()
  const unanswered = new Set<Promise<void>>()
  let failure: unknown
  for (let sent = 0; sent < count && failure === undefined;) {
    const due = Math.min(count, Math.floor(((clock() - start) / 1000) * perSecond) + 1)
    for (; sent < due && unanswered.size < maxUnanswered; sent += 1) {
      const one: Promise<void> = send()
        .catch((error: unknown) => void (failure ??= error))
        .finally(() => unanswered.delete(one))
      unanswered.add(one)
    }
    await new Promise(resolve => setTimeout(resolve, stepMs))
  }
  await Promise.all(unanswered)
  if (failure !== undefined) throw failure
}
