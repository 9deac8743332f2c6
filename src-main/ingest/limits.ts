/** What one mail may cost, however it is built. The raw source is always kept whole. */
export const limits = {
  /** Decoded text and HTML, each: what a window can show; a longer body is cut in the detail. */
  bodyChars: 2_000_000,
  /** Text that is indexed for search: the words of a book chapter. */
  indexedChars: 200_000,
  /** Header fields kept in the detail. Real mail has under 100. */
  headerFields: 1_000,
  /** One decoded header value. */
  headerValueChars: 20_000,
  /** Characters of one header value that are indexed. */
  indexedHeaderChars: 300,
  /** MIME parts that are taken apart; mailparser's own bound. */
  mimeParts: 1_000,
  /** The header block of one part, in bytes. */
  headBytes: 1024 * 1024,
  /** What the lean reader takes on: the header block of a part in bytes, and multiparts inside each other. */
  leanHeadBytes: 64 * 1024,
  leanDepth: 20,
  /** What is read of a mail beyond these two bounds: so many bytes of its header ... */
  keptHeadBytes: 256 * 1024,
  /** ... and its first parts. */
  keptParts: 900,
  /** Addresses kept of one header: a newsletter's To can hold thousands. */
  addresses: 1_000,
  snippetChars: 200,
  subjectChars: 2_000,
  filenameChars: 200,
  /** Larger mails in which nothing readable is found are not tried a second time. */
  repairBytes: 1024 * 1024,
  /** A mail that the parser has not finished by then is kept with what was read. Until then its batch waits for it. */
  parseMs: 20_000,
} as const
