/** What a browser would run or show instead of asking an app. */
const neverApps = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:', 'view-source:'])

/**
 * Whether a browser may be sent there with a code: absolute and without a fragment (RFC 6749, 3.1.2), of an app on the web
 * or, by a scheme of its own, on a device (RFC 8252, 7.1). Written without anything that a header or a page would stumble over.
 */
export function isRedirectUri(text: string): boolean {
  if (!/^[\x21-\x7e]+$/.test(text) || /[#"'<>\\;,]/.test(text)) return false
  const url = URL.parse(text)
  return url !== null && !neverApps.has(url.protocol) && url.username === '' && url.password === ''
}
