import { joinLines } from './join-lines.ts'
import { mailHead } from './mail-head.ts'

/** `count` headers with different names besides the usual ones. */
export function manyHeaders(count: number): Buffer {
  const headers = Array.from({ length: count }, (_, index) => `X-Many-${index}: value ${index}`)
  return joinLines([...mailHead(`${count} headers`), ...headers, '', 'The text after the headers.'])
}
