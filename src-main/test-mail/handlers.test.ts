import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createTestMailHandlers } from './handlers.ts'

const taken = 'Port 1025 on 127.0.0.1 is taken by another program.'
const context = { caller: { kind: 'owner' } as const, signal: new AbortController().signal }

function sendFrom(smtpPort: number | null, problems: string[]) {
  const { sendTestMail } = createTestMailHandlers({
    state: () => ({ host: '0.0.0.0', smtpPort, smtpsPort: null, problems }),
    settings: () => ({ defaultDomain: 'mayfly.test', 'smtp.requireTls': false }),
    now: () => 0,
  })
  return sendTestMail({}, context)
}

test('a server that does not listen says why', async () => {
  expect(await sendFrom(null, [taken])).toMatchObject({
    delivered: false,
    failedStep: 'connect',
    problem: taken,
    port: null,
    dialogue: [],
  })
})

test('a port at which nobody answers is a failed connection', async () => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  expect(await sendFrom(port, [])).toMatchObject({ failedStep: 'connect', host: '127.0.0.1', port })
})
