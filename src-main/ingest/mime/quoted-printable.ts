const tab = 0x09
const lf = 0x0a
const cr = 0x0d
const space = 0x20
const equals = 0x3d

/** Decodes quoted-printable (RFC 2045, 6.7); nothing when an equals sign is followed by anything but hex or a line end. */
export const decodeQuotedPrintable = (body: Buffer): Buffer | undefined => decode(body, { isLoose: false })

/** Decodes as far as it can be: an equals sign that begins nothing stands for itself. */
export const decodeLooseQuotedPrintable = (body: Buffer): Buffer => decode(body, { isLoose: true })!

function decode(body: Buffer, { isLoose }: { isLoose: boolean }): Buffer | undefined {
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  // Behind the last byte of the line so far that is not white space: white space at a line end is not content.
  let solid = 0
  for (let index = 0; index < body.length; index++) {
    const byte = body[index]!
    if (byte === equals) {
      const escape = escapeAt(body, index + 1) ?? (isLoose ? itself : undefined)
      if (escape === undefined) return undefined
      if (escape.byte !== undefined) out[length++] = escape.byte
      index += escape.length
      solid = length
    } else if (byte === space || byte === tab) {
      out[length++] = byte
    } else {
      if (byte === lf || byte === cr) length = solid
      out[length++] = byte
      solid = length
    }
  }
  return out.subarray(0, solid)
}

const itself = { byte: equals, length: 0 }

/** What follows an equals sign: two hex digits, or a line end that is none. */
function escapeAt(body: Buffer, start: number): { byte: number | undefined; length: number } | undefined {
  const byte = (hexValue(body[start]) << 4) | hexValue(body[start + 1])
  if (byte >= 0) return { byte, length: 2 }
  let end = start
  while (body[end] === space || body[end] === tab) end += 1
  if (end === body.length) return { byte: undefined, length: end - start }
  if (body[end] === cr) end += 1
  return body[end] === lf ? { byte: undefined, length: end + 1 - start } : undefined
}

/** Negative for anything but a hex digit. */
function hexValue(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
