/** Every path of the native API begins so. */
export const apiPrefix = '/api/v1'

/** Paths of what is bytes and not JSON. A transport puts its own origin in front. */
export const bytePaths = {
  raw: (id: string) => `${messagePath(id)}/raw`,
  text: (id: string) => `${messagePath(id)}/text`,
  html: (id: string, { remote = false, dark = false } = {}) =>
    `${messagePath(id)}/html${toQuery({ remote, dark })}`,
  attachmentsZip: (id: string) => `${messagePath(id)}/attachments.zip`,
  attachment: (id: string, attachmentId: string) =>
    `${messagePath(id)}/attachments/${encodeURIComponent(attachmentId)}`,
  /** A picture to be shown; one that unpacks to more is not given out. */
  picture: (id: string, attachmentId: string, maxPixels: number) =>
    `${bytePaths.attachment(id, attachmentId)}?maxPixels=${maxPixels}`,
  /** `path` as `getMessageParts` tells it. */
  part: (id: string, path: string) => `${messagePath(id)}/parts/${encodeURIComponent(path)}`,
}

/** GET: many messages as one file, chosen by the query (ExportOptions). */
export const exportPath = `${apiPrefix}/export`
/** GET: a backup as a file. */
export const backupPath = (name: string) =>
  `${apiPrefix}/backups/${name.startsWith(':') ? name : encodeURIComponent(name)}/file`
/** POST: a backup, to be put in the place of the store. */
export const restorePath = `${apiPrefix}/restore`
/** POST: files to put into the store, how by the query (ImportOptions). */
export const importPath = `${apiPrefix}/import`
/** Comes with what a page's script sends: no form can add it. */
export const uploadHeader = 'x-mayfly-upload'

/** GET: the report of `getDiagnostics` as a zip. */
export const diagnosticsPath = `${apiPrefix}/diagnostics.zip`

export const eventsPath = `${apiPrefix}/events`
export const metricsPath = '/metrics'

/** POST signs in and DELETE signs out, by a cookie; GET is the operation `getSession`. */
export const sessionPath = `${apiPrefix}/session`

function messagePath(id: string): string {
  return `${apiPrefix}/messages/${encodeURIComponent(id)}`
}

function toQuery(flags: Record<string, boolean>): string {
  const set = Object.keys(flags).filter(name => flags[name])
  return set.length === 0 ? '' : `?${set.map(name => `${name}=1`).join('&')}`
}
