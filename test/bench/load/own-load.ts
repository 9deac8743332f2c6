import { fork } from 'node:child_process'
import type { Load, LoadResult } from './job.ts'
import type { NumberedJob, NumberedResult } from './load-process.ts'

/** The bench's generator, in a process of its own that lives as long as the bench. */
export function createOwnLoad(): Load {
  const child = fork(new URL('./load-process.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  child.unref()
  child.channel?.unref()

  let settle: { resolve: (result: LoadResult) => void; reject: (error: Error) => void } | undefined
  let number = 0
  child.on('message', (answer: NumberedResult) => {
    if (answer.number === number) settle?.resolve(answer.result)
  })
  child.on('exit', () => settle?.reject(new Error('The load generator died')))

  return {
    name: 'own generator',
    async run(job) {
      const { promise, ...ends } = Promise.withResolvers<LoadResult>()
      settle = ends
      child.channel?.ref()
      number += 1
      child.send({ number, job } satisfies NumberedJob)
      return promise.finally(() => child.channel?.unref())
    },
    stop: () => void child.kill(),
  }
}
