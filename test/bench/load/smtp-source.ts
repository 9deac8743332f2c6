import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { existsSync } from 'node:fs'
import { buildMail } from '../mails/mail.ts'
import type { Load, LoadJob } from './job.ts'

/** Where Postfix's generator is: as told, or on the PATH. */
export function findSmtpSource(given: string | undefined, path: string): string | undefined {
  if (given) return given
  return path
    .split(delimiter)
    .map(folder => join(folder, 'smtp-source'))
    .find(existsSync)
}

/** Postfix's smtp-source: written in C, so it leaves the machine to the server, but every mail is the same. */
export function createSmtpSource(binary: string): Load {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-bench-'))
  return {
    name: 'smtp-source',
    async run(job) {
      const file = join(folder, 'mail.eml')
      writeFileSync(file, mailText(job))
      const start = performance.now()
      const problem = await runBinary(binary, argumentsOf(job, file), job.timeoutMs)
      const ms = performance.now() - start
      return { acknowledged: problem ? 0 : job.messages, ms, loadCpuMs: NaN, problem }
    },
    stop: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** smtp-source ends lines itself and closes the mail. */
function mailText({ kind, first }: LoadJob): string {
  const mail = Buffer.concat(buildMail(kind, first)).toString('latin1')
  return mail.replace(/\r\n\.\r\n$/, '\n').replaceAll('\r\n', '\n')
}

function argumentsOf({ port, connections, messages, keepOpen }: LoadJob, file: string): string[] {
  const sessions = ['-s', String(connections), '-m', String(messages)]
  // -N gives every mail a recipient of its own.
  const mail = ['-N', '-f', 'bounce@mail.lumen.example.net', '-t', 'user@bench.example', '-F', file]
  return [...(keepOpen ? ['-d'] : []), ...sessions, ...mail, `127.0.0.1:${port}`]
}

function runBinary(binary: string, args: string[], timeoutMs: number): Promise<string | null> {
  return new Promise(resolve => {
    const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: timeoutMs })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.on('error', error => resolve(error.message))
    child.on('close', code => resolve(code === 0 ? null : said.trim().slice(-300) || `ended with ${code}`))
  })
}
