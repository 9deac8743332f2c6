import { createServer, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { temporaryFolder } from '#test/support/start-app.ts'
import { answers, isOpen, mayfly, npmStart, type Launched } from './launch.ts'
import { slowMail } from './slow-mail.ts'

let folder: ReturnType<typeof temporaryFolder>
const started: Launched[] = []
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  for (const { process, ended } of started.splice(0)) {
    process.kill('SIGKILL')
    await ended
  }
  folder.remove()
})

const anyPorts = ['--smtp-port', '0', '--http-port', '0', '--ready-json', '--log-level', 'error']
function keep(launched: Launched): Launched {
  started.push(launched)
  return launched
}

describe('npm start', () => {
  test('says where it is ready, takes mail, and ends with 0 on SIGTERM', async () => {
    const server = keep(npmStart('--headless', ...anyPorts, '--data-dir', folder.path))
    const { url, smtpPort, version } = await server.ready
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
    const id = storedId(await sendMail(smtpPort, { subject: 'hello', text: 'x' }))
    expect(await (await fetch(`${url}/api/v1/messages/${id}/text`)).text()).toContain('x')
    expect(await (await fetch(url, { headers: { accept: 'text/html' } })).text()).toContain(
      '<title>Mayfly</title>',
    )
    server.process.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
    expect(await answers(url)).toBe(false)
  })

  test('leaves no server behind when it is killed', async () => {
    const server = keep(npmStart('--headless', ...anyPorts, '--data-dir', folder.path))
    const { url } = await server.ready
    server.process.kill('SIGKILL')
    await expect.poll(() => answers(url)).toBe(false)
  })

  test('without a display it says so in one line and runs headless', async () => {
    const { DISPLAY, WAYLAND_DISPLAY } = process.env
    delete process.env['DISPLAY']
    delete process.env['WAYLAND_DISPLAY']
    const server = keep(npmStart(...anyPorts, '--data-dir', folder.path))
    Object.assign(
      process.env,
      DISPLAY === undefined ? {} : { DISPLAY },
      WAYLAND_DISPLAY === undefined ? {} : { WAYLAND_DISPLAY },
    )
    expect(await answers((await server.ready).url)).toBe(true)
    server.process.kill('SIGINT')
    const { code, stderr } = await server.ended
    expect(code).toBe(0)
    expect(stderr.trim().split('\n')).toEqual([
      'There is no display: running headless, with the UI at the address below.',
    ])
  })
})

describe('mayfly serve', () => {
  test('a taken port is exit code 2 and a message that names it and the option', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => taken.once('listening', resolve))
    const { port } = taken.address() as AddressInfo
    for (const option of ['--smtp-port', '--smtps-port', '--http-port']) {
      const { code, stderr } = await keep(
        mayfly('serve', ...anyPorts, '--data-dir', folder.path, option, String(port)),
      ).ended
      expect(code).toBe(2)
      expect(stderr).toContain(`Port ${port} on 127.0.0.1 is taken`)
      expect(stderr).toContain(option)
    }
    taken.close()
  })

  test('a second one on the same data says so and ends; the first goes on', async () => {
    const first = keep(mayfly('serve', ...anyPorts, '--data-dir', folder.path))
    const { url } = await first.ready
    const second = await keep(mayfly('serve', ...anyPorts, '--data-dir', folder.path)).ended
    expect(second.code).toBe(3)
    expect(second.stderr).toContain(`Another Mayfly is already running on ${folder.path}`)
    expect(await answers(url)).toBe(true)
  })

  test('a mail in flight is finished before the process ends', async () => {
    const server = keep(mayfly('serve', ...anyPorts, '--data-dir', folder.path))
    const { smtpPort } = await server.ready
    const mail = await slowMail(smtpPort)
    server.process.kill('SIGTERM')
    await expect.poll(() => isOpen(smtpPort)).toBe(false)
    expect(await mail.finish()).toMatch(/^250 2\.0\.0 Ok: stored as /)
    expect((await server.ended).code).toBe(0)
    const again = keep(mayfly('serve', ...anyPorts, '--data-dir', folder.path))
    const list = (await (await fetch(`${(await again.ready).url}/api/v1/messages`)).json()) as {
      items: { subject: string }[]
    }
    expect(list.items.map(({ subject }) => subject)).toEqual(['slow'])
  })

  test('help and version are printed; a wrong option is exit code 2', async () => {
    const help = await keep(mayfly('--help')).ended
    expect(help.code).toBe(0)
    expect(help.stdout).toContain('--smtp-port PORT')
    expect((await keep(mayfly('--version')).ended).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/)
    const wrong = await keep(mayfly('serve', '--smtp-prot', '1')).ended
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
    expect(wrong.stderr).toContain('--smtp-prot')
    const nonsense = await keep(mayfly('serve', '--smtp-port', 'abc')).ended
    expect(nonsense).toMatchObject({ code: 2 })
    expect(nonsense.stderr).toContain('MAYFLY_SMTP_PORT')
  })
})
