/**
 * Memory for many bytes that the system has back as soon as it is given back. Of what the allocator hands out it keeps most, to
 * hand it out again: a resizable ArrayBuffer is the one kind that V8 takes from the system itself. It may be resized up to
 * `maxBytes`, and is not copied then. Bytes in it are slow to look at one by one.
 */
export function takePages(bytes: number, maxBytes = bytes): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(bytes, { maxByteLength: maxBytes }))
}

/** Frees memory at once and not with the next collection of everything: nobody who has a view of it sees anything any more. */
export function giveBack(memory: ArrayBuffer): void {
  // `resize` would write zeros over all of it first.
  memory.transferToFixedLength(0)
}
