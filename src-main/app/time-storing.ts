type Stored = { deliveries: unknown[] }

/** The store's way to take a mail, with a watch: tells after each commit how many messages came and in how many seconds. */
export function timeStoring<Mail>(
  store: (mail: Mail) => Promise<unknown>,
  onStored: (messages: number, seconds: number) => void,
) {
  return async (mail: Mail): Promise<unknown> => {
    const arrivedMs = performance.now()
    const stored = (await store(mail)) as Stored
    onStored(stored.deliveries.length, (performance.now() - arrivedMs) / 1000)
    return stored
  }
}
