import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** Resolves when something listens there. */
export async function untilListening(port: number, signal: AbortSignal): Promise<void> {
  while (!(await listens(port))) {
    signal.throwIfAborted()
    await new Promise(resolve => setTimeout(resolve, 3))
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
