/** What one request may bring. Routes that take more than `bodyBytes` say so: operations in the contract, uploads by themselves. */
export const httpLimits = {
  bodyBytes: 4 * 1024,
  /** Of the address and all headers: an export of a thousand messages names them in its address. */
  headerBytes: 64 * 1024,
  /** Of one parameter in a path: an address has at most 320, of which escapes can make more. */
  paramChars: 400,
  /** Lists and objects inside each other. No call has more than four; whoever walks over a value must not run out of stack. */
  jsonDepth: 32,
  /** Events that a client has not read yet; then it is dropped, comes back and catches up by Last-Event-ID. */
  unreadEventBytes: 1024 * 1024,
} as const
