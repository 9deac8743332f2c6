import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { startSmtpServer } from '#test/support/smtp-server.ts'
import { openSmtp } from '#test/support/smtp-session.ts'
import { smtpLimits } from './limits.ts'

const connections = 50
let server: Awaited<ReturnType<typeof startSmtpServer>>
const opened: Socket[] = []
beforeEach(async () => {
  server = await startSmtpServer({ connections })
})
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy()
  await server.stop()
})

function open(localAddress: string, port = server.port): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  socket.on('error', () => {})
  opened.push(socket)
  return socket
}

/** Takes every connection there is, each with what is written to it and answered. */
async function takeAll(words: string): Promise<void> {
  const all = Array.from({ length: connections }, () => open('127.0.0.1'))
  await Promise.all(all.map(socket => once(socket, 'data')))
  if (words === '') return
  for (const socket of all) socket.write(words)
  await Promise.all(all.map(socket => once(socket, 'data')))
}

/** A whole mail from an address; resolves with all that the server said. */
async function deliverFrom(address: string): Promise<string> {
  const socket = open(address)
  let said = ''
  socket.setEncoding('utf8').on('data', (text: string) => (said += text))
  const envelope = 'MAIL FROM:<a@shop.test>\r\nRCPT TO:<b@mayfly.test>\r\n'
  socket.write(`EHLO x\r\n${envelope}DATA\r\nSubject: x\r\n\r\nx\r\n.\r\nQUIT\r\n`)
  await once(socket, 'close')
  return said
}

describe('when one address has taken every connection', () => {
  test.each([
    ['and says nothing', ''],
    ['and keeps saying something', 'EHLO flood.test\r\n'],
  ])('%s, mail from there and from elsewhere goes through', async (_name, words) => {
    await takeAll(words)
    expect(await deliverFrom('127.0.0.1')).toContain('stored as')
    expect(await deliverFrom('127.0.0.2')).toContain('stored as')
  })

  test('for mails that never end, it gets no more, and mail from elsewhere goes through', async () => {
    await takeAll('EHLO x\r\nMAIL FROM:<a@flood.test>\r\n')
    for (const socket of opened) socket.write('NOOP\r\n')
    const another = await openSmtp(server.port)
    expect(another.greeting).toMatch(/^421 4\.7\.0 /)
    expect(await deliverFrom('127.0.0.2')).toContain('stored as')
  })

  test('one that is sent away is told so, and its socket is given back at once', async () => {
    await takeAll('')
    let said = ''
    opened[0]!.on('data', (text: Buffer) => (said += text.toString()))
    const gone = once(opened[0]!, 'close')
    open('127.0.0.2')
    await gone
    expect(said).toMatch(/^421 4\.7\.0 /)
  })
})

test('as many connections as may be, and one more for which the first one goes', async () => {
  const roomy = await startSmtpServer({})
  const gone: number[] = []
  const connectUpTo = async (count: number) => {
    const news = Array.from({ length: count - opened.length }, () => {
      const number = opened.length + 1
      const socket = open('127.0.0.1', roomy.port)
      socket.on('close', () => gone.push(number))
      return socket
    })
    await Promise.all(news.map(socket => once(socket, 'data')))
  }
  const [below, at, above] = edge(smtpLimits.connections)
  for (const count of [below, at]) {
    await connectUpTo(count)
    expect(gone).toEqual([])
  }
  const firstGone = once(opened[0]!, 'close')
  await connectUpTo(above)
  await firstGone
  expect(gone).toEqual([1])
  for (const socket of opened.splice(0)) socket.destroy()
  await roomy.stop()
})
