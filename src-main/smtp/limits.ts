import { maxMessageBytes } from '#shared/api/limits.ts'
import { leastPace } from '../rates/watch-arrival.ts'

/** What one client may ask of the SMTP server. */
export const smtpLimits = {
  messageBytes: maxMessageBytes,
  /** RFC 5321 asks for at least 100. */
  recipients: 100,
  /** One command line. RFC 5321 asks for 512; RFC 4954 for 12,288 of an AUTH response. */
  commandBytes: 16 * 1024,
  /** When all are taken, whoever was silent for longest makes room for the next. */
  connections: 2_000,
  /** Silence after which a connection is closed. RFC 5321 suggests five minutes; a local client never needs one. */
  idleMs: 60_000,
  /** Bytes of all mails being received; further large ones wait their turn, unread, instead of failing. */
  bytesInFlight: 128 * 1024 * 1024,
  /** Mails up to this size need no turn. */
  freeBytes: 64 * 1024,
  /** From here on a mail's memory is the system's own (storage/large-memory.ts): less is cheaper to take, and used again soon. */
  ownPagesBytes: 4 * 1024 * 1024,
  /** Of mails that have had their turn, since others wait for theirs. */
  leastPace,
} as const
