import { apiPrefix } from '#shared/api/contract.ts'
import { Job } from '#shared/api/jobs.ts'
import { backupPath, diagnosticsPath, exportPath, importPath, restorePath } from '#shared/api/links.ts'
import { ExportOptions, ImportOptions } from '#shared/api/transfer.ts'
import {
  errorResponse,
  json,
  parameters,
  pathParameter,
  security,
  toSchema,
  type Json,
} from './openapi-schema.ts'

/** Many messages as one file, and files as messages. */
export function transferPaths(): Record<string, Json> {
  const file = (type: string) => ({ [type]: { schema: { type: 'string', format: 'binary' } } })
  return {
    [exportPath]: {
      get: {
        operationId: 'exportMessages',
        summary: 'The messages that match as an mbox, or as a zip of .eml files.',
        tags: ['transfer'],
        ...security.owner,
        parameters: parameters('query', ExportOptions),
        responses: {
          200: {
            description: 'The file.',
            content: { ...file('application/mbox'), ...file('application/zip') },
          },
          default: errorResponse,
        },
      },
    },
    [importPath]: {
      post: {
        operationId: 'importMessages',
        summary:
          'Puts the mails of .eml, mbox and zip files into the store, as a job. Many files come as a form.',
        tags: ['transfer'],
        ...security.owner,
        parameters: parameters('query', ImportOptions),
        requestBody: {
          required: true,
          content: { ...file('application/octet-stream'), ...file('multipart/form-data') },
        },
        responses: {
          202: { description: 'Begun: the job.', content: json(toSchema(Job)) },
          default: errorResponse,
        },
      },
    },
    [backupPath(':name').replace(':name', '{name}')]: {
      get: {
        operationId: 'getBackupFile',
        summary: 'A backup as a file.',
        tags: ['backups'],
        ...security.owner,
        parameters: [pathParameter('name')],
        responses: {
          200: { description: 'The file.', content: file('application/vnd.sqlite3') },
          default: errorResponse,
        },
      },
    },
    [restorePath]: {
      post: {
        operationId: 'restoreUpload',
        summary: 'Puts a backup that is sent in the place of the store, as a job.',
        tags: ['backups'],
        ...security.owner,
        parameters: [{ name: 'name', in: 'query', required: false, schema: { type: 'string' } }],
        requestBody: { required: true, content: file('application/octet-stream') },
        responses: {
          202: { description: 'Begun: the job.', content: json(toSchema(Job)) },
          default: errorResponse,
        },
      },
    },
    [diagnosticsPath]: {
      get: {
        operationId: 'getDiagnosticsFile',
        summary: 'The report of `getDiagnostics` as a zip.',
        tags: ['system'],
        ...security.owner,
        responses: {
          200: { description: 'The zip.', content: file('application/zip') },
          default: errorResponse,
        },
      },
    },
    [`${apiPrefix}/messages/{id}/attachments.zip`]: {
      get: {
        operationId: 'getAllAttachments',
        summary: 'All attachments of a message as a zip.',
        tags: ['messages'],
        parameters: [pathParameter('id')],
        responses: {
          200: { description: 'The zip.', content: file('application/zip') },
          default: errorResponse,
        },
      },
    },
  }
}
