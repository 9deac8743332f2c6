import { BroadcastChannel } from 'node:worker_threads'
import type { Fault } from './faulty-store-worker.ts'

/** The store's thread with faults on demand, for `startApp`. */
export const faultyStoreScript = new URL('./faulty-store-worker.ts', import.meta.url)

/** Has the store's thread suffer a fault; resolves when it has, unless it dies of it. */
export async function suffer(file: string, fault: Fault, { dies = false } = {}): Promise<void> {
  const channel = new BroadcastChannel(`faults of ${file}`)
  const suffered = new Promise(resolve => (channel.onmessage = resolve))
  channel.postMessage(fault)
  if (!dies) await suffered
  channel.close()
}
