import { joinLines } from './join-lines.ts'
import { mailHead } from './mail-head.ts'

const BASE64_LINE_LENGTH = 76

/** One attachment of `bytes` bytes after decoding; the mail itself is about 37 % larger. */
export function bigAttachment(bytes: number): Buffer {
  const head = joinLines([
    ...mailHead('Big attachment'),
    'Content-Type: multipart/mixed; boundary="big"',
    '',
    '--big',
    'Content-Type: text/plain',
    '',
    'The file is attached.',
    '--big',
    'Content-Type: application/octet-stream',
    'Content-Disposition: attachment; filename="big.bin"',
    'Content-Transfer-Encoding: base64',
    '',
  ])
  return Buffer.concat([head, base64Lines(bytes), joinLines(['--big--'])])
}

/** All bytes are zero, so every full line is the same and nothing has to be encoded at full size. */
function base64Lines(bytes: number): Buffer {
  const bytesPerLine = (BASE64_LINE_LENGTH / 4) * 3
  const fullLine = Buffer.alloc(bytesPerLine).toString('base64') + '\r\n'
  const fullLineCount = Math.floor(bytes / bytesPerLine)
  const full = Buffer.alloc(fullLineCount * fullLine.length, fullLine, 'latin1')
  const rest = Buffer.alloc(bytes % bytesPerLine).toString('base64')
  return rest === '' ? full : Buffer.concat([full, joinLines([rest])])
}
