import { createServer, type AddressInfo, type Socket } from 'node:net'

/** Answers by the first letters of a command and swallows bodies until their final dot: no server can be leaner. */
const replies: Record<string, string> = {
  E: '250-sink\r\n250 SIZE 99999999\r\n',
  M: '250 Ok\r\n',
  R: '250 Ok\r\n',
  D: '354 Go on\r\n',
  Q: '221 Bye\r\n',
}
const endOfMail = '\r\n.\r\n'

const server = createServer({ noDelay: true }, serve)
server.listen(0, '127.0.0.1', () => process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`))
process.on('SIGTERM', () => process.exit(0))

function serve(socket: Socket): void {
  let inBody = false
  let tail = ''
  socket.on('error', () => {})
  socket.write('220 sink\r\n')
  socket.on('data', chunk => {
    if (!inBody) {
      const letter = String.fromCharCode(chunk[0] ?? 0).toUpperCase()
      inBody = letter === 'D'
      socket.write(letter === 'H' ? '250 Ok\r\n' : (replies[letter] ?? '500 ?\r\n'))
      if (letter === 'Q') socket.end()
      return
    }
    tail = (tail + chunk.subarray(-endOfMail.length).toString('latin1')).slice(-endOfMail.length)
    if (tail !== endOfMail) return
    inBody = false
    tail = ''
    socket.write('250 Ok\r\n')
  })
}
