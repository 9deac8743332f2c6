import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp } from '#test/support/start-app.ts'

const page = readFileSync(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8')
const example = (language: string) => new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(page)![1]!
const hasPython = spawnSync('python3', ['--version']).status === 0

const runs = {
  js: () => [process.execPath, '--input-type=module', '--eval', example('js')],
  python: () => ['python3', '-c', example('python')],
}

test.each(hasPython ? (['js', 'python'] as const) : (['js'] as const))(
  'the receiver of the docs works: %s',
  async language => {
    const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
    const [command, ...args] = runs[language]() as [string, ...string[]]
    const child = spawn(command, args, {
      env: { ...process.env, WEBHOOK_SECRET: secret, PORT: '0' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const exited = new Promise(resolve => child.once('exit', resolve))
    onTestFinished(async () => {
      child.kill()
      await exited
    })
    const lines = collectLines(child)
    await expect.poll(() => lines[0]).toMatch(/^ready \d+$/)
    const url = `http://127.0.0.1:${lines[0]!.split(' ')[1]}/`

    const app = await startApp()
    onTestFinished(() => app.stop())
    const api = injectClient(app)
    const { id } = await api.call('createWebhook', { url, events: ['message.received'], secret })
    await sendMail(app.smtpPort, { subject: 'Größe', text: 'x' })
    const deliveries = async () => (await api.call('listWebhookDeliveries', { id })).items
    await expect.poll(deliveries).toMatchObject([{ status: 'delivered', lastStatus: 204 }])
    const [delivery] = await deliveries()
    expect(lines[1]).toBe(`${delivery!.id} message.received Größe`)

    const forged = {
      'webhook-id': 'x',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
    }
    const answer = await fetch(url, { method: 'POST', headers: forged, body: '{"type":"message.received"}' })
    expect([answer.status, lines.length]).toEqual([400, 2])
  },
)

function collectLines(child: ChildProcess): string[] {
  const lines: string[] = []
  createInterface(child.stdout!).on('line', line => lines.push(line))
  return lines
}
