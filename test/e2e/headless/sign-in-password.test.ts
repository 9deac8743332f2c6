import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { passwordFile } from '#test/support/password-file.ts'
import { temporaryFolder } from '#test/support/start-app.ts'
import { mayfly, projectRoot, type Ended, type Launched } from './launch.ts'

const password = 'correct horse battery'
const command = ['bin/mayfly.mjs', 'password']

let folder: ReturnType<typeof temporaryFolder>
let server: Launched | undefined
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  server?.process.kill('SIGKILL')
  await server?.ended
  server = undefined
  folder.remove()
})

const serve = (...options: string[]) =>
  (server = mayfly(
    'serve',
    '--smtp-port',
    '0',
    '--http-port',
    '0',
    '--ready-json',
    '--log-level',
    'error',
    ...options,
  ))

/** A program with text on its standard input, as a pipe gives it. */
async function pipe(text: string, program: string, ...args: string[]): Promise<Ended> {
  const child = spawn(program, args, { cwd: projectRoot, stdio: 'pipe' })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', chunk => (output.stdout += String(chunk)))
  child.stderr.on('data', chunk => (output.stderr += String(chunk)))
  child.stdin.end(text)
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  return { code, signal, ...output }
}
const setPassword = (text: string, ...options: string[]) =>
  pipe(text, process.execPath, ...command, '--data-dir', folder.path, ...options)

async function signIn(url: string, given = password): Promise<number> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: given }),
  })
  return answer.status
}

describe('mayfly password', () => {
  test('takes one line of a pipe, and the server then lets its owner in', async () => {
    expect(await setPassword(`${password}\nand no more\n`)).toEqual({
      code: 0,
      signal: null,
      stdout: `The password of the owner is set in ${folder.path}.\n`,
      stderr: '',
    })
    const { url } = await serve('--host', '0.0.0.0', '--data-dir', folder.path).ready
    expect((await fetch(`${url}/api/v1/messages`)).status).toBe(401)
    expect(await signIn(url, 'and no more')).toBe(401)
    expect(await signIn(url)).toBe(204)
    for (const name of readdirSync(folder.path, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder.path, name)
      if (statSync(path).isFile()) expect(readFileSync(path).includes(password), name).toBe(false)
    }
  })

  test('works by npm start, which opens no window for it', async () => {
    const args = ['start', '--silent', '--', 'password', '--data-dir', folder.path]
    expect(await pipe(`${password}\n`, 'npm', ...args)).toMatchObject({
      code: 0,
      stdout: `The password of the owner is set in ${folder.path}.\n`,
    })
    await serve('--host', '0.0.0.0', '--data-dir', folder.path).ready
  })

  test('removes it', async () => {
    await setPassword(password)
    expect(await setPassword('', '--remove')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('removed'),
    })
    expect(await setPassword('', '--remove')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('no password'),
    })
    expect((await serve('--host', '0.0.0.0', '--data-dir', folder.path).ended).code).toBe(2)
  })

  test.each([
    ['', 'No password was given'],
    ['short\n', 'at least 8 characters'],
    ['x'.repeat(201), 'at most 200 characters'],
  ])('%j is exit code 2, and nothing is changed', async (text, words) => {
    expect(await setPassword(text)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(words),
    })
    expect((await serve('--host', '0.0.0.0', '--data-dir', folder.path).ended).code).toBe(2)
  })

  test('while Mayfly runs it points to the settings, with exit code 3', async () => {
    await serve('--data-dir', folder.path).ready
    const { code, stderr } = await setPassword(`${password}\n`)
    expect(code).toBe(3)
    expect(stderr).toContain('settings of its window')
  })

  test('a store in memory has no place for it', async () => {
    expect(await setPassword(`${password}\n`, '--data-dir', ':memory:')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--password-file'),
    })
  })

  test('the help mentions it', async () => {
    expect((await pipe('', process.execPath, ...command, '--help')).stdout).toContain(
      'mayfly password [--remove]',
    )
  })

  test.skipIf(spawnSync('script', ['--version']).status !== 0)(
    'a person is asked twice, and nothing is shown (needs the program script)',
    async () => {
      const typed = await type(['correct horsf\x7fe battery\r', `${password}\r`])
      expect(typed).toMatchObject({ code: 0, screen: expect.stringContaining('is set in') })
      expect(typed.screen).not.toMatch(/correct|horse|battery/)
      const { url } = await serve('--host', '0.0.0.0', '--data-dir', folder.path).ready
      expect(await signIn(url)).toBe(204)
      server!.process.kill('SIGTERM')
      await server!.ended

      expect(await type([`${password}\r`, 'another password\r'])).toMatchObject({
        code: 2,
        screen: expect.stringContaining('not the same'),
      })
      expect(await type(['\x03'])).toMatchObject({
        code: 2,
        screen: expect.stringContaining('No password was given'),
      })
    },
  )
})

/** On a pseudo terminal, answers each question as it comes. */
async function type(answers: string[]): Promise<{ code: number | null; screen: string }> {
  const line = [process.execPath, ...command, '--data-dir', folder.path].join(' ')
  const child = spawn('script', ['-qec', line, '/dev/null'], { cwd: projectRoot, stdio: 'pipe' })
  let screen = ''
  let asked = 0
  child.stdout.on('data', chunk => {
    screen += String(chunk)
    const questions = screen.split(/for the owner: |once more: /).length - 1
    while (asked < questions) child.stdin.write(answers[asked++] ?? '')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, screen }
}

describe('mayfly serve beyond loopback', () => {
  test('without a password is exit code 2, and the words name both ways to give one', async () => {
    const { code, stdout, stderr } = await serve('--host', '0.0.0.0', '--data-dir', folder.path).ended
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`mayfly password --data-dir ${folder.path}`)
    expect(stderr).toContain('--password-file')
  })

  test('with a password file it starts, in memory too', async () => {
    const file = passwordFile()
    const options = ['--host', '0.0.0.0', '--data-dir', ':memory:', '--password-file', file.path]
    const { url } = await serve(...options).ready
    expect(await signIn(url)).toBe(204)
    file.remove()
    expect(await mayfly('serve', ...options).ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cannot be read'),
    })
  })
})
