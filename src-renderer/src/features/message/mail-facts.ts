import type { HeaderField } from '#shared/api/message-shapes.ts'

export type Verdict = { method: 'spf' | 'dkim' | 'dmarc'; result: string }
export type MailFacts = {
  verdicts: Verdict[]
  unsubscribe: { links: string[]; oneClick: boolean } | null
}

/** What headers say that a reader may want to know: nothing of it is checked here. */
export function mailFacts(headers: HeaderField[]): MailFacts {
  const valueOf = (wanted: string) => headers.find(({ name }) => name.toLowerCase() === wanted)?.value
  const links = [...(valueOf('list-unsubscribe') ?? '').matchAll(/<\s*((?:https?|mailto):[^>\s]+)\s*>/gi)]
  const oneClick = /one-click/i.test(valueOf('list-unsubscribe-post') ?? '')
  return {
    verdicts: verdictsOf(valueOf('authentication-results') ?? '', valueOf('received-spf')),
    unsubscribe: links.length > 0 ? { links: links.map(([, link]) => link!), oneClick } : null,
  }
}

/** RFC 8601; `Received-SPF` (RFC 7208, 9.1) where the first says nothing about SPF. */
function verdictsOf(results: string, receivedSpf: string | undefined): Verdict[] {
  const found = (['spf', 'dkim', 'dmarc'] as const).flatMap(method => {
    const result = new RegExp(`(?:^|[;\\s])${method}\\s*=\\s*([a-z]+)`, 'i').exec(results)?.[1]
    return result === undefined ? [] : [{ method, result: result.toLowerCase() }]
  })
  const spf = /^\s*([a-z]+)/i.exec(receivedSpf ?? '')?.[1]
  if (spf === undefined || found.some(({ method }) => method === 'spf')) return found
  return [{ method: 'spf', result: spf.toLowerCase() }, ...found]
}
