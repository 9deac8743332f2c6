import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { reportTo } from './diagnostics-command.ts'

async function reportOf(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  await once(server, 'listening')
  const config = loadConfig({
    argv: ['--data-dir', '/nowhere'],
    env: {},
    platform: 'linux',
    readFile: () => '',
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port
  return reportTo({ config, url, version: '1.0.0', target: undefined, patienceMs: 100 })
}

test.each<[string, RequestListener]>([
  ['that answers nothing any more', () => {}],
  ['in whose place another program is', (_request, response) => response.end('<h1>Hello</h1>')],
  ['that says something else', (_request, response) => response.end('{"files":1}')],
])('of a Mayfly %s there is a report all the same', async (_name, answer) => {
  expect(await reportOf(answer)).toContain('no Mayfly that could be asked')
})
