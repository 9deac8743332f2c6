/** Tags that a mail's HTML is made of; `<someone@example.com>` and `a < b` are none. */
const tag =
  /<!doctype html|<\/?(html|head|body|div|p|br|span|table|tr|td|a|b|i|strong|em|h[1-6]|ul|ol|li|img|center|font|style)(\s[^<>]*)?\/?>/i

/** Whether a body that may be either is HTML. */
export function looksLikeHtml(body: string): boolean {
  return tag.test(body)
}
