import { maxMessageBytes } from '#shared/api/limits.ts'

/** What one import may ask for. Files are hostile until read: a small one must not become a large one. */
export const importLimits = {
  /** One mail, as SMTP has it. */
  messageBytes: maxMessageBytes,
  /** All files of an import together, as they were sent: they lie on the disk until they are read. */
  uploadBytes: 8 * 1024 ** 3,
  /** Files sent at once, and files in one zip: the mail of years, one file each. */
  files: 200_000,
  /** What all files of a zip may unpack to: the largest archive of mail that anybody keeps as a zip, several times over. */
  unpackedBytes: 32 * 1024 ** 3,
  /** So many times its own size a zip may unpack to. Mail packs to a tenth, mail that is much alike to a fiftieth. */
  unpackRatio: 200,
  /** Below this, it may be packed as it likes. */
  unpackFreeBytes: 8 * 1024 * 1024,
  /** Recipients taken from the header of one mail, as many as one SMTP transaction may name. */
  recipients: 100,
  /** Mails on their way into the store at a time. More would make mail that arrives meanwhile wait for them. */
  mailsInFlight: 32,
  bytesInFlight: 8 * 1024 * 1024,
} as const
