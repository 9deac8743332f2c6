import { joinLines } from './join-lines.ts'
import { mailHead } from './mail-head.ts'

/** Multiparts inside each other, `levels` deep, with one text part at the bottom. */
export function deeplyNested(levels: number): Buffer {
  const depths = Array.from({ length: levels }, (_, level) => level)
  return joinLines([
    ...mailHead(`${levels} levels`),
    ...depths.flatMap(level => [
      `Content-Type: multipart/mixed; boundary="level-${level}."`,
      '',
      `--level-${level}.`,
    ]),
    'Content-Type: text/plain',
    '',
    'The text at the bottom.',
    ...depths.toReversed().map(level => `--level-${level}.--`),
  ])
}
