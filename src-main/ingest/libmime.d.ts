declare module 'libmime' {
  const libmime: {
    /** Decodes RFC 2047 encoded words in a header value. */
    decodeWords(text: string): string
    /** Takes `text/plain; charset=utf-8` apart, with the continuations of RFC 2231. */
    parseHeaderValue(value: string): { value: string | false; params: Record<string, string | undefined> }
    /** Joins the lines of format=flowed (RFC 3676). */
    decodeFlowed(text: string, delSp: boolean): string
    /** The content type that the ending of a file name stands for. */
    detectMimeType(filename: string): string
  }
  export default libmime
}

declare module 'libmime/lib/charset.js' {
  const charset: {
    /** The usual name of a character set, however it was written. */
    normalizeCharset(charset: string): string
    decode(bytes: Buffer, charset: string): string
  }
  export default charset
}
