/** Whether a mail says how it wants to look in the dark; what does not is inverted by those who show it there. */
export function declaresDark(html: string): boolean {
  return marks.some(mark => mark.test(html))
}

const marks = [
  /prefers-color-scheme\s*:\s*dark/i,
  /[^-\w](?:supported-)?color-schemes?\s*:\s*[^;}"']*\bdark\b/i,
  /<meta\b[^>]*\bname\s*=\s*["']?(?:supported-)?color-schemes?\b[^>]*\bdark\b/i,
]
