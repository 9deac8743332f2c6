import { joinLines } from './join-lines.ts'
import { mailHead } from './mail-head.ts'

/** One header on one line whose value is `bytes` long, far beyond the 998 of RFC 5322. */
export const hugeHeader = (bytes: number): Buffer =>
  joinLines([...mailHead('Huge header'), `X-Huge: ${'h'.repeat(bytes)}`, '', 'The text after the header.'])
