/** More than this in one text node makes a browser stutter; the whole is always a download away. */
export const shownCharacters = 400_000

export function boundedText(text: string): { text: string; isCut: boolean } {
  return { text: text.slice(0, shownCharacters), isCut: text.length > shownCharacters }
}
