import { createBinary } from './binaries.ts'

/** https://github.com/mailhog/MailHog/blob/master/docs/APIv2.md */
export const createMailHog = (path: string | undefined) =>
  createBinary(path, {
    name: 'mailhog',
    work: 'kept in memory, gone with the process; searched by scanning',
    versionArgs: ['-version'],
    launch: ({ folder, ports }) => ({
      command: '',
      args: [
        ...['-smtp-bind-addr', `127.0.0.1:${ports.smtp}`],
        ...['-api-bind-addr', `127.0.0.1:${ports.http}`, '-ui-bind-addr', `127.0.0.1:${ports.http}`],
      ],
      cwd: folder,
    }),
    api: {
      count: async http => total((await http.get('/api/v2/messages?limit=1')).body),
      listPath: '/api/v2/messages?limit=50',
      searchPath: word => `/api/v2/search?limit=50&kind=containing&query=${word}`,
      found: total,
      idsIn: list => (JSON.parse(list) as { items: { ID: string }[] }).items.map(({ ID }) => ID),
      detailPath: id => `/api/v1/messages/${id}`,
      // Part 0 is the text.
      attachmentPath: detail =>
        `/api/v1/messages/${(JSON.parse(detail) as { ID: string }).ID}/mime/part/1/download`,
      deleteAll: http => http.delete('/api/v1/messages'),
      poll: {
        path: address => `/api/v2/search?limit=1&kind=to&query=${encodeURIComponent(address)}`,
        isThere: body => total(body) > 0,
      },
    },
  })

const total = (body: string) => (JSON.parse(body) as { total: number }).total
