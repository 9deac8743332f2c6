import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { holdPorts } from './hold-ports.ts'

test('clients are told to come again, and one that stays does not keep the port', async () => {
  const smtpPort = await freePort()
  const release = await holdPorts({ smtpPort, host: '127.0.0.1' })
  const staying = connect({ port: smtpPort, host: '127.0.0.1', allowHalfOpen: true })
  staying.on('error', () => {})
  const [greeting] = (await once(staying, 'data')) as [Buffer]
  expect(greeting.toString()).toMatch(/^421 4\.3\.2 .*\r\n$/)
  await release()
  await release()
  const next = createServer().listen(smtpPort, '127.0.0.1')
  await once(next, 'listening')
  next.close()
  staying.destroy()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
