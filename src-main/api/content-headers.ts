/** A Content-Disposition (RFC 6266) that no file name can break out of: plain ASCII, and the real name encoded. */
export function contentDisposition(kind: 'attachment' | 'inline', filename: string): string {
  const name = safeFilename(filename)
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percentEncode)}`
}

/** No folders, no control characters, no direction overrides that disguise an ending, never empty. */
export function safeFilename(filename: string): string {
  const name = filename
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[/\\:]/g, '_')
    .replace(/^\.+/, '')
    .trim()
  return name.slice(0, 200).toWellFormed() || 'attachment'
}

/** The type that the mail claims, if it is one and a browser does nothing with it but show or save it. */
export function safeContentType(contentType: string): string {
  const plain = contentType.toLowerCase()
  if (!/^[a-z0-9!#$&^_.+-]{1,100}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(plain)) return 'application/octet-stream'
  return /html|xml|javascript|ecmascript|shockwave/.test(plain) && plain !== 'image/svg+xml'
    ? 'application/octet-stream'
    : plain
}

const percentEncode = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
