import { joinLines } from './join-lines.ts'
import { mailHead } from './mail-head.ts'

/** One text part and `count` attachments of a few bytes, all on one level. */
export function manyParts(count: number): Buffer {
  const parts = Array.from({ length: count }, (_, index) => attachment(index))
  return joinLines([
    ...mailHead(`${count} parts`),
    'Content-Type: multipart/mixed; boundary="parts"',
    '',
    '--parts',
    'Content-Type: text/plain',
    '',
    'The text before the parts.',
    ...parts.flat(),
    '--parts--',
  ])
}

const attachment = (index: number): string[] => [
  '--parts',
  'Content-Type: application/octet-stream',
  `Content-Disposition: attachment; filename="part-${index}.bin"`,
  '',
  `part ${index}`,
]
