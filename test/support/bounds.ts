import { maxInjectedBytes } from '#shared/api/messages.ts'
import { maxBodyBytes } from '#shared/api/operation.ts'
import {
  maxMessageBytes,
  maxPicturePixels,
  maxRestoreBytes,
  maxTags,
  maxThumbnailPixels,
  eventStreamsAtOnce,
  waitingCallsAtOnce,
} from '#shared/api/limits.ts'
import {
  maxSearchLength,
  maxSearchNesting,
  maxSearchTerms,
  maxCountedMatches,
} from '#shared/search/limits.ts'
import { maxConnections } from '#main/http/connection-room.ts'
import { httpLimits } from '#main/http/limits.ts'
import { limits } from '#main/ingest/limits.ts'
import { maxInlineChars } from '#main/messages/render-html.ts'
import { maxSessions } from '#main/owner/sessions.ts'
import { smtpLimits } from '#main/smtp/limits.ts'
import { importLimits } from '#main/transfer/limits.ts'
import { maxAnswerBytes, timeoutMs } from '#main/webhooks/attempt.ts'

/** How much of something there may be, and what happens beyond it. */
export type Bound = {
  area: 'SMTP' | 'Mail' | 'HTTP' | 'Search' | 'Import and restore' | 'Webhooks' | 'Window'
  what: string
  /** What the code calls it. */
  constant: string
  most: number
  unit?: 'bytes' | 'characters' | 'ms' | 'pixels'
  /** What whoever goes beyond it gets. Nothing is cut without a word: the source of a mail is always whole. */
  beyond: string
  /** The file that tries it: it has to name `edge` of the constant, which is below, at and above it. */
  test: string
}

/** The constants that hold the bounds, by the names that their tests use. */
const constants: Record<string, number | Record<string, unknown>> = {
  httpLimits,
  importLimits,
  limits,
  eventStreamsAtOnce,
  waitingCallsAtOnce,
  smtpLimits,
  maxAnswerBytes,
  maxBodyBytes,
  maxConnections,
  maxCountedMatches,
  maxInjectedBytes,
  maxInlineChars,
  maxMessageBytes,
  maxPicturePixels,
  maxRestoreBytes,
  maxSearchLength,
  maxSearchNesting,
  maxSearchTerms,
  maxSessions,
  maxTags,
  maxThumbnailPixels,
  timeoutMs,
}

/** `limits.bodyChars` is the number of that name. */
function valueOf(constant: string): number {
  const [name = '', field] = constant.split('.')
  const found = constants[name]
  return (typeof found === 'object' && field !== undefined ? found[field] : found) as number
}

const bounds = (
  area: Bound['area'],
  rows: [what: string, constant: string, unit: Bound['unit'], beyond: string, test: string][],
): Bound[] =>
  rows.map(([what, constant, unit, beyond, test]) => ({
    area,
    what,
    constant,
    most: valueOf(constant),
    ...(unit ? { unit } : {}),
    beyond,
    test,
  }))

const smtpTest = 'test/contract/bounds/smtp.test.ts'
const mailTest = 'test/contract/bounds/mail.test.ts'
const httpTest = 'test/contract/bounds/http.test.ts'

/** Every bound, from the constants that hold it. */
export const allBounds: readonly Bound[] = [
  ...bounds('SMTP', [
    ['a command line', 'smtpLimits.commandBytes', 'bytes', '`421 4.4.2`, and the connection is closed', smtpTest],
    ['recipients of a mail', 'smtpLimits.recipients', undefined, '`452 4.5.3` for each further one', smtpTest],
    ['a mail', 'smtpLimits.messageBytes', 'bytes', '`552 5.3.4`, at MAIL when it was announced, else behind its end', 'test/contract/smtp/size.test.ts'],
    ['connections', 'smtpLimits.connections', undefined, 'one of the network that has the most makes room, or `421 4.7.0`', 'src-main/smtp/crowd.test.ts'],
    ['silence', 'smtpLimits.idleMs', 'ms', '`421 4.4.2`, and the connection is closed', 'src-main/smtp/silence.test.ts'],
    ['all mails that are being received', 'smtpLimits.bytesInFlight', 'bytes', 'the next large one is not read until there is room', 'src-main/smtp/byte-budget.test.ts'],
  ]),
  ...bounds('Mail', [
    ['a body shown, as text or as HTML', 'limits.bodyChars', 'characters', 'cut, with a warning', mailTest],
    ['header fields shown', 'limits.headerFields', undefined, 'the first ones, with a warning', mailTest],
    ['one header value shown', 'limits.headerValueChars', 'characters', 'cut', mailTest],
    ['the subject', 'limits.subjectChars', 'characters', 'cut; the header has more', mailTest],
    ['addresses of a header', 'limits.addresses', undefined, 'the first ones; the header has all', mailTest],
    ['the name of an attachment', 'limits.filenameChars', 'characters', 'its middle is left out', mailTest],
    ['the header of a part', 'limits.headBytes', 'bytes', 'only the beginning is shown, with a warning', mailTest],
    ['parts of a mail, and so attachments', 'limits.mimeParts', undefined, `the first ${limits.keptParts}, with a warning`, mailTest],
    ['parts inside each other that are listed', 'limits.leanDepth', undefined, '`too_deep` in the list of parts; the text is found all the same', mailTest],
    ['text that is searched', 'limits.indexedChars', 'characters', 'the words behind it are not found', httpTest],
    ['time to read one mail', 'limits.parseMs', 'ms', 'kept with what was read, with a warning', 'src-main/ingest/read-mime.test.ts'],
    ['tags of a message', 'maxTags', undefined, '400 `bad_request`', httpTest],
  ]),
  ...bounds('HTTP', [
    ['connections', 'maxConnections', undefined, 'one of the network that has the most makes room', 'src-main/http/connection-room.test.ts'],
    ['address and headers of a request', 'httpLimits.headerBytes', 'bytes', '400 `bad_request`', httpTest],
    ['a parameter in a path', 'httpLimits.paramChars', 'characters', '400 `bad_request`', httpTest],
    ['a body', 'maxBodyBytes', 'bytes', '413 `payload_too_large`', httpTest],
    ['a body where none carries anything', 'httpLimits.bodyBytes', 'bytes', '413 `payload_too_large`', httpTest],
    ['a body with a mail', 'maxInjectedBytes', 'bytes', '413 `payload_too_large`', httpTest],
    ['an injected mail', 'maxMessageBytes', 'bytes', '413 `payload_too_large`', httpTest],
    ['lists and objects inside each other in JSON', 'httpLimits.jsonDepth', undefined, '400 `bad_request`', httpTest],
    ['waiting calls of an account', 'waitingCallsAtOnce.each', undefined, '429 `rate_limit_exceeded`', httpTest],
    ['waiting calls of all', 'waitingCallsAtOnce.all', undefined, '429 `rate_limit_exceeded`', 'src-main/rates/places.test.ts'],
    ['event streams of an account', 'eventStreamsAtOnce.each', undefined, '429 `rate_limit_exceeded`', httpTest],
    ['event streams of all', 'eventStreamsAtOnce.all', undefined, '429 `rate_limit_exceeded`', 'src-main/rates/places.test.ts'],
    ['events that a stream has not read', 'httpLimits.unreadEventBytes', 'bytes', 'the stream ends; the client comes back and catches up', 'src-main/http/unread.test.ts'],
    ['browsers signed in', 'maxSessions', undefined, 'the one that was not used for longest is signed out', 'src-main/owner/sessions.test.ts'],
  ]),
  ...bounds('Search', [
    ['a search', 'maxSearchLength', 'characters', '400 `bad_request` that says where', httpTest],
    ['terms', 'maxSearchTerms', undefined, '400 `bad_request` that says where', httpTest],
    ['parentheses inside each other', 'maxSearchNesting', undefined, '400 `bad_request` that says where', httpTest],
    ['matches that are counted', 'maxCountedMatches', undefined, '`total` stops there, and says so', 'test/contract/storage/searches.test.ts'],
  ]),
  ...bounds('Import and restore', [
    ['a mail in a file', 'importLimits.messageBytes', 'bytes', 'left out, and named in the job', 'src-main/transfer/read-mbox.test.ts'],
    ['all files of an import', 'importLimits.uploadBytes', 'bytes', '413 `payload_too_large`', 'src-main/storage/count-bytes.test.ts'],
    ['files at once, and in a zip', 'importLimits.files', undefined, '413 `payload_too_large`; the job fails', 'src-main/transfer/many-files.test.ts'],
    ['what a zip unpacks to', 'importLimits.unpackedBytes', 'bytes', 'the job ends, and says so', 'src-main/transfer/unpack-counter.test.ts'],
    ['the same, as so many times its size', 'importLimits.unpackRatio', undefined, 'the job ends, and says so', 'src-main/transfer/unpack-counter.test.ts'],
    ['below which it may be packed as it likes', 'importLimits.unpackFreeBytes', 'bytes', 'the line above counts', 'src-main/transfer/unpack-counter.test.ts'],
    ['a backup that is brought', 'maxRestoreBytes', 'bytes', '413 `payload_too_large`', 'src-main/storage/count-bytes.test.ts'],
  ]),
  ...bounds('Webhooks', [
    ['what is read of an answer', 'maxAnswerBytes', 'bytes', 'left unread: only the status counts', 'src-main/outbound/guarded-request.test.ts'],
    ['an attempt', 'timeoutMs', 'ms', 'failed, and tried again', 'src-main/outbound/deadline.test.ts'],
  ]),
  ...bounds('Window', [
    ['a picture that is shown', 'maxPicturePixels', 'pixels', 'it can be saved instead', httpTest],
    ['a thumbnail', 'maxThumbnailPixels', 'pixels', 'its type is shown instead', httpTest],
    ['pictures inside one page of HTML', 'maxInlineChars', 'characters', 'further ones stay attachments', 'src-main/messages/render-html.test.ts'],
  ]),
] // prettier-ignore
