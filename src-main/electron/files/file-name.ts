import { entryName } from '../../transfer/entry-names.ts'

/** Longer endings are part of the name. */
const ending = /\.[\p{L}\p{N}_-]{1,10}$/u

/** A name for a file that every system takes, whatever a mail says: no folders, nothing hidden, its ending kept. */
export function fileName(wanted: string, otherwise: string): string {
  // Turned text ("gpj.exe" shown as "exe.jpg") and controls go before the ending is looked for.
  const plain = wanted.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  const end = ending.exec(plain)?.[0] ?? ''
  const stem = entryName(plain.slice(0, plain.length - end.length))
  return stem === '' ? otherwise : stem + end
}
