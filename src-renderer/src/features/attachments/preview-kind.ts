import type { Attachment } from '#shared/api/message-shapes.ts'

export type PreviewKind = 'image' | 'text' | 'table' | 'pdf' | 'calendar' | 'audio' | 'video' | 'mail'

/** What browsers show as a picture and nothing more; SVG can hold a program, and is shown as text. */
const pictures = /^image\/(png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)$/
const texts =
  /^text\/|[/+](json|xml|yaml|x-yaml|javascript|ecmascript|x-sh|sql|toml|pgp-signature|pgp-keys|x-httpd-php)$/
const textEndings =
  /\.(txt|log|md|json|xml|ya?ml|html?|svg|js|mjs|ts|css|sql|ini|conf|toml|sh|py|rb|php|java|c|h|go|rs|diff|patch|eml|vcf|asc|pem)$/i

/** In what way a file can be looked at here; null when it can only be saved. */
export function previewKind({
  contentType,
  filename,
}: Pick<Attachment, 'contentType' | 'filename'>): PreviewKind | null {
  const type = contentType.toLowerCase()
  const name = filename ?? ''
  if (pictures.test(type)) return 'image'
  if (type === 'application/pdf') return 'pdf'
  if (type === 'text/calendar' || (isVague(type) && /\.ics$/i.test(name))) return 'calendar'
  if (type === 'message/rfc822') return 'mail'
  if (/^audio\/(mpeg|mp4|aac|ogg|opus|wav|x-wav|wave|webm|flac)$/.test(type)) return 'audio'
  if (/^video\/(mp4|webm|ogg)$/.test(type)) return 'video'
  if (/^text\/(csv|tab-separated-values)$/.test(type) || /\.(csv|tsv)$/i.test(name)) return 'table'
  return texts.test(type) || (isVague(type) && textEndings.test(name)) ? 'text' : null
}

/** A type that says nothing: then the ending of the name counts. */
const isVague = (type: string): boolean => type === 'application/octet-stream' || type === 'text/plain'
