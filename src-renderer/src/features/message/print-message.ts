import { bytePaths } from '#shared/api/links.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'

/** The same as the preview's, which a document without an address cannot get as a header. */
const policy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; form-action 'none'"

/**
 * Prints a message: a frame that has no scripts, and nothing from the network. To be told to print, it has to be of our
 * origin, which is why it is there for no longer than that.
 */
export async function printMessage(message: MessageDetail, lines: string[]): Promise<void> {
  const body = await bodyOf(message)
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals')
  frame.setAttribute('aria-hidden', 'true')
  frame.className = 'fixed size-0 border-0'
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">${headOf(message, lines)}${body}`
  const loaded = new Promise(resolve => frame.addEventListener('load', resolve, { once: true }))
  document.body.append(frame)
  await loaded
  frame.contentWindow?.addEventListener('afterprint', () => frame.remove(), { once: true })
  frame.contentWindow?.print()
}

async function bodyOf({ id, html, text }: MessageDetail): Promise<string> {
  if (html === null)
    return `<pre style="white-space:pre-wrap;font:14px/1.5 sans-serif">${escapeHtml(text)}</pre>`
  const response = await fetch(bytePaths.html(id))
  if (!response.ok) throw new Error(String(response.status))
  return response.text()
}

function headOf({ subject }: MessageDetail, lines: string[]): string {
  return (
    '<div style="all:initial;display:block;font:13px/1.5 sans-serif;border-bottom:1px solid #999;padding-bottom:8px;margin-bottom:12px">' +
    `<b style="font-size:17px">${escapeHtml(subject)}</b><br>${lines.map(escapeHtml).join('<br>')}</div>`
  )
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}
