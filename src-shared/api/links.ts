import { apiPrefix } from './contract.ts'

/** Paths of what is bytes and not JSON. A transport puts its own origin in front. */
export const bytePaths = {
  raw: (id: string) => `${messagePath(id)}/raw`,
  text: (id: string) => `${messagePath(id)}/text`,
  html: (id: string, options: { remote?: boolean } = {}) =>
    `${messagePath(id)}/html${options.remote ? '?remote=1' : ''}`,
  attachment: (id: string, attachmentId: string) =>
    `${messagePath(id)}/attachments/${encodeURIComponent(attachmentId)}`,
}

export const eventsPath = `${apiPrefix}/events`
export const metricsPath = '/metrics'

/** POST signs in and DELETE signs out, by a cookie; GET is the operation `getSession`. */
export const sessionPath = `${apiPrefix}/session`

function messagePath(id: string): string {
  return `${apiPrefix}/messages/${encodeURIComponent(id)}`
}
