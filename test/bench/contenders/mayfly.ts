import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { maxCountedMatches } from '#shared/search/limits.ts'
import type { Contender, Ports } from './contender.ts'

const built = fileURLToPath(new URL('../../../out/main/headless.js', import.meta.url))
const page = fileURLToPath(new URL('../../../out/renderer/index.html', import.meta.url))
/** What `npm start` and the installed command run. */
const command = fileURLToPath(new URL('../../../bin/mayfly.mjs', import.meta.url))
const launcher = fileURLToPath(new URL('../servers/mayfly-from-sources.ts', import.meta.url))
const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The headless server as it is shipped; from the sources until it has been built. */
export function createMayfly({ fromSources }: { fromSources: boolean }): Contender {
  const isBuilt = existsSync(built) && !fromSources
  return {
    name: 'mayfly',
    work: 'written to disk (fsync), indexed for search, codes and links found, before the 250',
    isReference: false,
    isNode: true,
    version: () => `${packageVersion()} (${isBuilt ? 'built' : 'from sources'})`,
    missing: () => undefined,
    launch: ({ folder, nodeArgs }) => ({
      command: process.execPath,
      args: [
        ...nodeArgs,
        isBuilt ? command : launcher,
        ...['--headless', '--ready-json', '--smtp-port', '0', '--http-port', '0'],
        ...['--data-dir', `${folder}/data`, '--log-level', 'error'],
      ],
      cwd: root,
    }),
    ready: readPorts,
    api: {
      async count(http) {
        const { messageCount } = JSON.parse((await http.get('/api/v1/info')).body) as { messageCount: number }
        return messageCount
      },
      async prepare(http) {
        await http.patch('/api/v1/settings', { 'retention.maxMessages': 0, 'retention.maxAgeDays': 0 })
      },
      listPath: '/api/v1/messages?limit=50',
      searchPath: word => `/api/v1/messages?limit=50&q=${word}`,
      countsUpTo: maxCountedMatches,
      found: body => (JSON.parse(body) as { total: number }).total,
      ...(existsSync(page) ? { listRow: '[data-testid=message-row]' } : {}),
      idsIn: list => (JSON.parse(list) as { items: { id: string }[] }).items.map(({ id }) => id),
      detailPath: id => `/api/v1/messages/${id}`,
      attachmentPath(detail) {
        const { id, attachments } = JSON.parse(detail) as { id: string; attachments: { id: string }[] }
        return `/api/v1/messages/${id}/attachments/${attachments[0]!.id}`
      },
      deleteAll: http => http.delete('/api/v1/messages'),
      waitPath: address => `/api/v1/messages/wait?mailbox=${encodeURIComponent(address)}&timeout=20`,
    },
  }
}

function readPorts(line: string): Ports | undefined {
  if (!line.startsWith('{"ready":true')) return undefined
  const { smtpPort, httpPort } = JSON.parse(line) as { smtpPort: number; httpPort: number }
  return { smtp: smtpPort, http: httpPort }
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string }).version
}
