import { limits } from './limits.ts'

/** A name that is too long loses its middle: the ending says what the file is. */
export function shortenName(filename: string): string {
  if (filename.length <= limits.filenameChars) return filename
  const ending = /\.[^./\\]{1,20}$/.exec(filename)?.[0] ?? ''
  return `${filename.slice(0, limits.filenameChars - ending.length)}${ending}`
}
