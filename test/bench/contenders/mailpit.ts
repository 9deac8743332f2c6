import { createBinary } from './binaries.ts'

/** https://mailpit.axllent.org/docs/configuration/runtime-options/ */
export const createMailpit = (path: string | undefined) =>
  createBinary(path, {
    name: 'mailpit',
    work: 'parsed, written to SQLite in batches without waiting for the disk; searched by scanning',
    versionArgs: ['version', '--no-release-check'],
    launch: ({ folder, ports }) => ({
      command: '',
      args: [
        ...['--smtp', `127.0.0.1:${ports.smtp}`, '--listen', `127.0.0.1:${ports.http}`],
        // It would ask a name server about every connection.
        '--smtp-disable-rdns',
        // It keeps 500 mails unless told otherwise.
        ...['--database', `${folder}/mailpit.db`, '--max', '0', '--disable-version-check', '--quiet'],
      ],
      cwd: folder,
    }),
    api: {
      count: async http =>
        (JSON.parse((await http.get('/api/v1/info')).body) as { Messages: number }).Messages,
      listPath: '/api/v1/messages?limit=50',
      searchPath: word => `/api/v1/search?limit=50&query=${word}`,
      found: body => (JSON.parse(body) as { messages_count: number }).messages_count,
      idsIn: list => (JSON.parse(list) as { messages: { ID: string }[] }).messages.map(({ ID }) => ID),
      detailPath: id => `/api/v1/message/${id}`,
      attachmentPath(detail) {
        const { ID, Attachments } = JSON.parse(detail) as { ID: string; Attachments: { PartID: string }[] }
        return `/api/v1/message/${ID}/part/${Attachments[0]!.PartID}`
      },
      deleteAll: http => http.delete('/api/v1/messages'),
      poll: {
        path: address => `/api/v1/search?limit=1&query=${encodeURIComponent(`to:"${address}"`)}`,
        isThere: body => (JSON.parse(body) as { messages_count: number }).messages_count > 0,
      },
    },
  })
