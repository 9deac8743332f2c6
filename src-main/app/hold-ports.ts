import { createServer, type Server, type Socket } from 'node:net'

/** RFC 5321, 3.8: any command may be answered so, and the client tries again. RFC 3463: 4.3.2, not taking mail now. */
const comeAgain = '421 4.3.2 Mayfly is restoring a backup, try again in a moment\r\n'

/**
 * Answers SMTP clients while the real server is away, so that mail is put off and not refused. Resolves with the function
 * that frees the port; it may be called again. A port that cannot be had is left alone.
 */
export async function holdPorts({
  smtpPort,
  host,
}: {
  smtpPort: number
  host: string
}): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    // What a client says unasked is read, or else its end would never be.
    socket.resume().end(comeAgain)
  })
  const held = smtpPort !== 0 && (await listens(server, smtpPort, host))
  return () =>
    new Promise(resolve => {
      if (!held) return resolve()
      server.close(() => resolve())
      // A client that stays does not keep the port.
      for (const socket of sockets) socket.destroy()
    })
}

function listens(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    server.once('error', () => resolve(false))
    server.listen(port, host, () => resolve(true))
  })
}
