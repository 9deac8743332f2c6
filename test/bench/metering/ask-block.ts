import type { Socket } from 'node:net'

const endOfHead = Buffer.from('\r\n\r\n')

/** Sends the same request so many times at once; resolves with the milliseconds until the last answer is there. */
export function askBlock(socket: Socket, request: string, count: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    let held = Buffer.alloc(0)
    let answered = 0
    const take = (chunk: Buffer) => {
      held = Buffer.concat([held, chunk])
      for (let length = answerLength(held); length > 0; length = answerLength(held)) {
        const status = held.toString('latin1', 9, 12)
        if (status !== '200') return settle(() => reject(new Error(`The server answered ${status}`)))
        held = held.subarray(length)
        answered += 1
      }
      if (answered === count) settle(() => resolve(performance.now() - began))
    }
    const settle = (end: () => void) => {
      socket.off('data', take).off('error', reject)
      end()
    }
    socket.on('data', take).once('error', reject)
    socket.write(request.repeat(count))
  })
}

/** The bytes of the answer that begins here, 0 when it is not all there. */
function answerLength(held: Buffer): number {
  const headEnd = held.indexOf(endOfHead)
  if (headEnd < 0) return 0
  const head = held.toString('latin1', 0, headEnd)
  const length = headEnd + endOfHead.length + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
  return held.length < length ? 0 : length
}
