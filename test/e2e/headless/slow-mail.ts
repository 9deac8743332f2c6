import { connect } from 'node:net'

/** Opens a transaction and stops in the middle of the mail; `finish` sends the rest and resolves with the reply. */
export async function slowMail(port: number): Promise<{ finish(): Promise<string> }> {
  const socket = connect(port, '127.0.0.1')
  socket.setEncoding('latin1')
  let received = ''
  socket.on('data', text => (received += String(text)))
  const until = async (pattern: RegExp): Promise<string> => {
    while (!pattern.test(received)) await new Promise(resolve => socket.once('data', resolve))
    const reply = received
    received = ''
    return reply
  }
  await until(/^220 [^\n]*\n/)
  for (const line of ['EHLO test', 'MAIL FROM:<a@b.test>', 'RCPT TO:<c@d.test>']) {
    socket.write(`${line}\r\n`)
    await until(/^250 [^\n]*\n/m)
  }
  socket.write('DATA\r\n')
  await until(/^354 [^\n]*\n/)
  socket.write('Subject: slow\r\n\r\nfirst half\r\n')
  return {
    async finish() {
      socket.write('second half\r\n.\r\n')
      const reply = await until(/^\d{3} [^\n]*\n/)
      socket.end()
      return reply
    },
  }
}
