import { createBinary } from './binaries.ts'

/** https://github.com/rnwood/smtp4dev/blob/master/docs/Configuration.md */
export const createSmtp4dev = (path: string | undefined) =>
  createBinary(path, {
    name: 'smtp4dev',
    work: 'written to SQLite; searched by scanning',
    versionArgs: ['--version'],
    launch: ({ folder, ports }) => ({
      command: '',
      args: [
        ...[
          `--smtpport=${ports.smtp}`,
          `--urls=http://127.0.0.1:${ports.http}`,
          '--allowremoteconnections=false',
        ],
        ...['--imapport=0', `--db=${folder}/smtp4dev.db`, '--messagestokeep=10000000', '--nousersettings'],
      ],
      cwd: folder,
    }),
    api: {
      count: async http => rows((await http.get('/api/messages?pageSize=1')).body),
      listPath: '/api/messages?pageSize=50&sortColumn=receivedDate&sortIsDescending=true',
      searchPath: word => `/api/messages?pageSize=50&searchTerms=${word}`,
      found: rows,
      idsIn: list => (JSON.parse(list) as { results: { id: string }[] }).results.map(({ id }) => id),
      detailPath: id => `/api/messages/${id}`,
      deleteAll: http => http.delete('/api/messages/*'),
      poll: {
        path: address => `/api/messages?pageSize=1&searchTerms=${encodeURIComponent(address)}`,
        isThere: body => rows(body) > 0,
      },
    },
  })

const rows = (body: string) => (JSON.parse(body) as { rowCount: number }).rowCount
