/** `text` is what the reader sees: the words of the anchor, or those that introduce a bare address. */
export type FoundLink = { url: string; text: string }
