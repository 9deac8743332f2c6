import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Contender } from './contender.ts'

const version = '3.0.0'
/** Its own range asks for a release whose parts are not on every registry; this is the one that Mayfly uses too. */
const mailparser = '3.9.31'
const folder = fileURLToPath(new URL('../.contenders/maildev/', import.meta.url))
const script = `${folder}node_modules/maildev/dist/bin/maildev.js`
const installMs = 180_000

/** MailDev in the same Node as Mayfly, with its defaults: mail in memory. */
export function createMailDev(): Contender {
  return {
    name: 'maildev',
    work: 'parsed, kept in memory, a copy in the temporary folder; not indexed, gone with the process',
    isReference: false,
    isNode: true,
    version: () =>
      (JSON.parse(readFileSync(`${folder}node_modules/maildev/package.json`, 'utf8')) as { version: string })
        .version,
    missing: () => (existsSync(script) ? undefined : 'not installed'),
    install,
    launch: ({ folder: cwd, ports, nodeArgs }) => ({
      command: process.execPath,
      args: [
        ...nodeArgs,
        script,
        ...['--smtp', String(ports.smtp), '--ip', '127.0.0.1'],
        ...['--web', String(ports.http), '--web-ip', '127.0.0.1', '--silent'],
      ],
      env: { TMPDIR: cwd },
      // It looks for its config file from here upwards.
      cwd,
    }),
    api: {
      async count(http) {
        const { body } = await http.get('/api/email/summary?limit=1')
        return (JSON.parse(body) as { storeTotal: number }).storeTotal
      },
      listPath: '/api/email/summary?limit=50',
      searchPath: word => `/api/email/summary?limit=50&search=${word}`,
      found: body => (JSON.parse(body) as { total: number }).total,
      listRow: '[data-testid=email-list-item]',
      idsIn: list => (JSON.parse(list) as { items: { id: string }[] }).items.map(({ id }) => id),
      detailPath: id => `/api/email/${id}`,
      attachmentPath(detail) {
        type Detail = { id: string; attachments: { generatedFileName: string }[] }
        const { id, attachments } = JSON.parse(detail) as Detail
        return `/api/email/${id}/attachment/${attachments[0]!.generatedFileName}`
      },
      deleteAll: http => http.delete('/api/email/all'),
      poll: {
        path: address => `/api/email/summary?limit=1&search=${encodeURIComponent(address)}`,
        isThere: body => (JSON.parse(body) as { total: number }).total > 0,
      },
    },
  }
}

async function install(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const manifest = { private: true, dependencies: { maildev: version }, overrides: { mailparser } }
  writeFileSync(`${folder}package.json`, JSON.stringify(manifest))
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--loglevel=error',
    '--ignore-scripts',
  ]
  await promisify(execFile)('npm', args, { cwd: folder, timeout: installMs })
}
