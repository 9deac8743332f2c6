const portOfScheme: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

/** Where the page is after the server's HTTP port has changed. Null when it stays, or came by another way, such as a proxy. */
export function addressAfterMove(
  { href, port, protocol }: Pick<Location, 'href' | 'port' | 'protocol'>,
  before: number | null,
  after: number | null,
): string | null {
  const cameBy = port === '' ? portOfScheme[protocol] : Number(port)
  if (after === null || after === before || cameBy !== before) return null
  const address = new URL(href)
  address.port = String(after)
  return address.href
}
