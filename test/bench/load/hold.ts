import { fork } from 'node:child_process'
import type { HoldJob } from './hold-process.ts'

/** Opens connections in a process of their own that do nothing but stay. Resolves when all are open. */
export async function hold(job: HoldJob): Promise<{ release: () => Promise<void> }> {
  const child = fork(new URL('./hold-process.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const opened = new Promise<void>((resolve, reject) => {
    child.once('message', (problem: string | null) => (problem ? reject(new Error(problem)) : resolve()))
    void gone.then(() => reject(new Error('The connections that should stay were lost')))
  })
  const release = async () => {
    child.kill()
    await gone
  }
  child.send(job)
  await opened.catch(async (error: unknown) => {
    await release()
    throw error
  })
  return { release }
}
