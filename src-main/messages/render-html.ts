import { declaresDark } from '#shared/html/declares-dark.ts'
import { maxPicturePixels } from '#shared/api/limits.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'

import { pixelsOf } from './picture-size.ts'

type Options = {
  /** Whether images, styles and fonts may come from the network. */
  remote: boolean
  /** As a mail client with a dark window shows it: by the mail's own rules, or else inverted. */
  dark: boolean
  readImage: (attachmentId: string) => Promise<Buffer>
}

/** What the inline images of one page may add to it, each mention counted; the rest stays an attachment. */
export const maxInlineChars = 20 * 1024 * 1024

/**
 * A mail's HTML as a page for a frame. Nothing in it can run or load: that is the policy's doing, sent as a header
 * with `sandbox`, not a matter of rewriting tags. Inline images (RFC 2392) become data URLs, so that the page needs
 * no origin.
 */
export async function renderHtml(detail: MessageDetail, { remote, dark, readImage }: Options) {
  const body = detail.html ?? plainPage(detail.text)
  const images = await inlineImages(detail, body, readImage)
  const isOwnDark = dark && declaresDark(body)
  const html = withImages(isOwnDark ? inTheDark(body) : body, images)
  const style = styleOf({ dark: dark && (isOwnDark ? 'own' : 'inverted') }) + (remote ? '' : blockedStyle)
  const page = withHead(remote ? html : withoutConnecting(html), head + style)
  return { html: page, policy: contentPolicy(remote) }
}

const cidPattern = /\bcid:([^'"\s)<>]{1,256})/gi

/** Links open outside the frame; a mail without a style of its own is still pleasant to read, on a phone too. */
const head =
  '<base target="_blank"><meta name="viewport" content="width=device-width"><style>' +
  ':where(html){font:14px/1.5 system-ui,sans-serif}:where(body){margin:16px 20px}' +
  ':where(img){max-width:100%}</style>'

const styles = {
  light: ':where(html){color-scheme:light}',
  own: ':where(html){color-scheme:dark}',
  // Pictures are turned twice, and so look as they are.
  inverted:
    ':where(html){color-scheme:light}html{background:#fff;filter:invert(.9) hue-rotate(180deg)}' +
    'img,video,[background],[style*="url("]{filter:invert(1) hue-rotate(180deg)}',
}

function styleOf({ dark }: { dark: false | 'own' | 'inverted' }): string {
  return `<style>${styles[dark || 'light']}</style>`
}

/** What stands in the place of a picture that is not loaded: a dashed box instead of a broken icon, on any ground. */
const blockedImage =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='48' height='32'%3E%3Crect x='.5' y='.5' width='47' height='31' rx='4' " +
  "fill='%23888' fill-opacity='.08' stroke='%23999' stroke-dasharray='3 3'/%3E%3C/svg%3E"
const blockedStyle = `<style>:where(img[src^="http" i],img[src^="//"]){content:url("${blockedImage}")}</style>`

/** Behind the doctype, if there is one: in front of it, it would change how the page is laid out. */
function withHead(html: string, head: string): string {
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

/**
 * The policy does not reach `<link rel=preconnect>` and its kind, and browsers connect to where a frame is to come from
 * before they see that it may not: either tells a sender that the mail was opened. All that these elements could load is
 * blocked anyway, so they become ones that mean nothing.
 */
function withoutConnecting(html: string): string {
  return html.replace(/<(link|i?frame|fencedframe|portal|object|embed)\b/gi, '<blocked-$1')
}

/** Not every browser tells a frame to be dark, and one can be light: the mail's queries are answered here. */
function inTheDark(html: string): string {
  return html
    .replace(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi, '(min-width:0px)')
    .replace(/\(\s*prefers-color-scheme\s*:\s*light\s*\)/gi, '(max-width:0px)')
}

function withImages(html: string, images: Map<string, string>): string {
  let room = maxInlineChars
  return html.replace(cidPattern, (reference, cid: string) => {
    const image = images.get(decodeCid(cid))
    if (image === undefined || image.length > room) return reference
    room -= image.length
    return image
  })
}

async function inlineImages(
  detail: MessageDetail,
  html: string,
  readImage: Options['readImage'],
): Promise<Map<string, string>> {
  const wanted = new Set([...html.matchAll(cidPattern)].map(([, cid]) => decodeCid(cid!)))
  const images = new Map<string, string>()
  let room = maxInlineChars
  let pixels = maxPicturePixels
  for (const { id, contentId, contentType, sizeBytes } of detail.attachments) {
    if (contentId === null || !wanted.has(contentId) || !/^image\/[a-z0-9.+-]+$/i.test(contentType)) continue
    // Base64 takes a third more.
    room -= sizeBytes * (4 / 3)
    if (room < 0) break
    const image = await readImage(id)
    pixels -= pixelsOf(image) ?? 0
    if (pixels < 0) break
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
