import { connect, type Socket } from 'node:net'

/**
 * Opens connections and keeps them: this process is apart, so that neither its memory nor its file descriptors count.
 * Node raises the soft limit of open files to the hard one by itself; below 2 × the count, `ulimit -Hn` is too low.
 */
export type HoldJob = {
  port: number
  /** What each one sends, `#` being its number; nothing for one that only listens. */
  request: string
  count: number
}

/** So many are opened at a time: a server's backlog is short. */
const atOnce = 50

process.on('disconnect', () => process.exit(0))
process.on('message', (job: HoldJob) => {
  void openAll(job).then(
    () => process.send?.(null),
    (error: unknown) => process.send?.(error instanceof Error ? error.message : String(error)),
  )
})

async function openAll({ port, request, count }: HoldJob): Promise<void> {
  for (let from = 0; from < count; from += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => from + index)
    await Promise.all(numbers.map(number => open(port, request.replaceAll('#', String(number)))))
  }
}

function open(port: number, request: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      if (request) socket.write(request)
      resolve(socket)
    })
    socket.resume()
    // One that is closed before the end would make the figures too good.
    socket.on('error', reject)
    socket.on('close', () => process.exit(1))
  })
}
