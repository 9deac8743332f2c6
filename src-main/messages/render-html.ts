import type { MessageDetail } from '#shared/api/message-shapes.ts'

type Options = {
  /** Whether images, styles and fonts may come from the network. */
  remote: boolean
  readImage: (attachmentId: string) => Promise<Buffer>
}

/** Bytes of inline images that are put into one page; the rest stays an attachment. */
const maxInlineBytes = 15 * 1024 * 1024

/**
 * A mail's HTML as a page for a frame. Nothing in it can run or reach out: that is the policy's doing, sent as a
 * header with `sandbox`, not a matter of rewriting tags. Inline images (RFC 2392) become data URLs, so that the
 * page needs no origin.
 */
export async function renderHtml(detail: MessageDetail, { remote, readImage }: Options) {
  const body = detail.html ?? plainPage(detail.text)
  const images = await inlineImages(detail, body, readImage)
  const html = body.replace(cidPattern, (reference, cid: string) => images.get(decodeCid(cid)) ?? reference)
  return { html: withHead(html), policy: contentPolicy(remote) }
}

const cidPattern = /\bcid:([^'"\s)<>]{1,256})/gi

/** Links open outside the frame; a mail without a style of its own is still pleasant to read. */
const head =
  '<base target="_blank"><style>:where(html){font:14px/1.5 system-ui,sans-serif;color-scheme:light;background:#fff}:where(img){max-width:100%}</style>'

/** Behind the doctype, if there is one: in front of it, it would change how the page is laid out. */
function withHead(html: string): string {
  const doctype = /^\s*<!doctype[^>]*>/i.exec(html)?.[0] ?? ''
  return `${doctype}${head}${html.slice(doctype.length)}`
}

function contentPolicy(remote: boolean): string {
  const network = remote ? ' http: https:' : ''
  return [
    "default-src 'none'",
    `img-src data:${network}`,
    `style-src 'unsafe-inline'${network}`,
    `font-src data:${network}`,
    `media-src data:${network}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self' mayfly-app:",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; ')
}

async function inlineImages(
  detail: MessageDetail,
  html: string,
  readImage: Options['readImage'],
): Promise<Map<string, string>> {
  const wanted = new Set([...html.matchAll(cidPattern)].map(([, cid]) => decodeCid(cid!)))
  const images = new Map<string, string>()
  let bytes = 0
  for (const { id, contentId, contentType, sizeBytes } of detail.attachments) {
    if (contentId === null || !wanted.has(contentId) || !/^image\/[a-z0-9.+-]+$/i.test(contentType)) continue
    bytes += sizeBytes
    if (bytes > maxInlineBytes) break
    const image = await readImage(id)
    images.set(contentId, `data:${contentType};base64,${image.toString('base64')}`)
  }
  return images
}

function decodeCid(cid: string): string {
  try {
    return decodeURIComponent(cid)
  } catch {
    return cid
  }
}

function plainPage(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  return `<!doctype html><pre style="white-space:pre-wrap;margin:16px">${escaped}</pre>`
}
