const image = /<img\b(?:[^<>"']|"[^"]*"|'[^']*')*>/gi
const remote = /\ssrc\s*=\s*["']?\s*(?:https?:)?\/\//i
/** One pixel or none, by attribute or style. */
const tiny = [
  /\s(?:width|height)\s*=\s*["']?\s*[01](?:px)?["'\s/>]/i,
  /\sstyle\s*=\s*(?:"[^"]*|'[^']*)(?:\b(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:[;"'!]|$)|display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0\s*[;"'!])/i,
]

/** How many remote pictures of a mail are not there to be seen: they tell its sender that it was opened. */
export function countTrackingPixels(html: string): number {
  return (html.match(image) ?? []).filter(tag => remote.test(tag) && tiny.some(mark => mark.test(tag))).length
}
