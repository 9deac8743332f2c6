import { mailHead } from './mail-head.ts'

/** A mail whose body is `count` CRs without any LF: who looks for the end of the line at each of them never comes to an end. */
export const lineEndsOnly = (count: number): Buffer =>
  Buffer.from(`${mailHead('Line ends only').join('\r\n')}\r\n\r\n${'\r'.repeat(count)}\r\n`, 'latin1')
