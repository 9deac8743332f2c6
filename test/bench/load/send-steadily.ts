type Steady = { count: number; perSecond: number; send: () => Promise<void>; clock: () => number }

/** How often it is looked what is due: timers are no finer. */
const stepMs = 2

/** Sends at an even rate, late answers or not: a server that falls behind gets no less. Resolves when all are answered. */
export async function sendSteadily({ count, perSecond, send, clock }: Steady): Promise<void> {
  const start = clock()
  const sent: Promise<void>[] = []
  while (sent.length < count) {
    const due = Math.min(count, Math.floor(((clock() - start) / 1000) * perSecond) + 1)
    while (sent.length < due) sent.push(send())
    await new Promise(resolve => setTimeout(resolve, stepMs))
  }
  await Promise.all(sent)
}
