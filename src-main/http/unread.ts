import { Readable } from 'node:stream'
import { httpLimits } from './limits.ts'

/** A stream for somebody who may not read: with more than so many bytes unread it ends there. */
export function createUnreadStream() {
  const stream = new Readable({ read() {} })
  return {
    stream,
    write(text: string): void {
      if (stream.readableLength + Buffer.byteLength(text) > httpLimits.unreadEventBytes) stream.destroy()
      else stream.push(text)
    },
    end: (): void => void stream.push(null),
  }
}
