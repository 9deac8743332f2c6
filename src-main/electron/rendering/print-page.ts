/** What stands above a message on paper. */
export type PrintHead = { subject: string; facts: readonly (readonly [label: string, text: string])[] }

/**
 * A mail's page with a head above it. The head is in a shadow of its own: no style of the mail gets at what is in it, and
 * what its host looks like is said where the mail cannot overrule it.
 */
export function withPrintHead(page: string, head: PrintHead): string {
  // Behind the doctype: in front of it, it would change how the page is laid out.
  const doctype = /^\s*<!doctype[^>]*>/i.exec(page)?.[0] ?? ''
  return doctype + headOf(head) + page.slice(doctype.length)
}

const hostStyle = ['all:initial', 'display:block', 'margin:0 0 16px', 'position:static', 'visibility:visible']
  .map(rule => `${rule}!important`)
  .join(';')

const headStyle =
  'header{font:13px/1.5 system-ui,sans-serif;color:#111;background:#fff;border-bottom:1px solid #999;padding:10px 14px}' +
  'h1{font-size:18px;line-height:1.3;margin:0 0 6px;overflow-wrap:anywhere}' +
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:1px 12px;margin:0}' +
  'dt{color:#555}dd{margin:0;overflow-wrap:anywhere}'

function headOf({ subject, facts }: PrintHead): string {
  const rows = facts.map(([label, text]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd>`)
  const head = `<header><h1>${escapeHtml(subject)}</h1><dl>${rows.join('')}</dl></header>`
  return `<div style="${hostStyle}"><template shadowrootmode="closed"><style>${headStyle}</style>${head}</template></div>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
