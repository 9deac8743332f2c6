import { connect, type Socket } from 'node:net'

const endOfHead = Buffer.from('\r\n\r\n')

/** Sends one request after the other on kept connections until the time is up; answers how many were answered. */
export async function askFor(ms: number, target: { port: number; request: string; connections: number }) {
  const counts = await Promise.all(Array.from({ length: target.connections }, () => askOnOne(ms, target)))
  return counts.reduce((sum, count) => sum + count, 0)
}

function askOnOne(ms: number, { port, request }: { port: number; request: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const until = performance.now() + ms
    let answered = 0
    onAnswers(socket, status => {
      if (status !== 200) return reject(new Error(`The server answered ${status}`))
      answered += 1
      if (performance.now() < until) return socket.write(request)
      socket.destroy()
      return resolve(answered)
    })
    socket.once('error', reject)
    socket.write(request)
  })
}

/** A reader that costs little, so that the server is what is measured: it wants answers with a Content-Length. */
function onAnswers(socket: Socket, take: (status: number) => unknown): void {
  let held = Buffer.alloc(0)
  socket.on('data', chunk => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const headEnd = held.indexOf(endOfHead)
    if (headEnd < 0) return
    const head = held.toString('latin1', 0, headEnd)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (held.length < headEnd + endOfHead.length + length) return
    held = Buffer.alloc(0)
    take(Number(head.slice(9, 12)))
  })
}
