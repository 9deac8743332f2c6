import { createBinary } from './binaries.ts'

/** https://github.com/inbucket/inbucket/blob/main/doc/config.md. It has no list over all mailboxes, so no count. */
export const createInbucket = (path: string | undefined) =>
  createBinary(path, {
    name: 'inbucket',
    work: 'kept in memory, gone with the process; no search; what it stored cannot be counted',
    versionArgs: ['-version'],
    launch: ({ folder, ports }) => ({
      command: '',
      args: ['-logfile', `${folder}/log`],
      env: {
        INBUCKET_SMTP_ADDR: `127.0.0.1:${ports.smtp}`,
        INBUCKET_WEB_ADDR: `127.0.0.1:${ports.http}`,
        INBUCKET_POP3_ADDR: '127.0.0.1:0',
        INBUCKET_STORAGE_TYPE: 'memory',
        // 10 MB unless told otherwise.
        INBUCKET_SMTP_MAXMESSAGEBYTES: '52428800',
      },
      cwd: folder,
    }),
  })
