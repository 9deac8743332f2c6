export const joinLines = (lines: string[]): Buffer => Buffer.from(lines.join('\r\n') + '\r\n', 'latin1')
