const command = /^(MAIL\s+FROM|RCPT\s+TO)\s*:\s*<([^>]*)>/i

/** Whom a client's line names, if it begins a mail or adds a recipient. The null sender is an empty address. */
export function readAddress(line: string): { of: 'sender' | 'recipient'; address: string } | undefined {
  const found = command.exec(line)
  if (!found) return undefined
  return { of: /^m/i.test(line) ? 'sender' : 'recipient', address: found[2] ?? '' }
}

/** A line end is in no address that came as one line. */
export const joinAddresses = (addresses: readonly string[]): string => addresses.join('\n')

export const splitAddresses = (joined: string): string[] => (joined === '' ? [] : joined.split('\n'))
