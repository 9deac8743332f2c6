/** What a reader would type of something that looks like a code; nothing when it cannot be one. */
export function readSpacedOut(token: string): string | undefined {
  const value = token.replace(/\s+/g, '')
  return /\d/.test(value) ? value : undefined
}

export function readNumber(token: string, after: string): string {
  if (/^\d+$/.test(token)) return isCodeLength(token) ? token : ''
  if (/^(?:0?[1-9]|[12]\d|3[01])\.(?:0\d|1[0-2])\.\d\d$/.test(token)) return ''
  // Three pairs or single digits: `48.20.13`, `4.8.2.9.1.3`; other numbers with points are dates, prices, versions.
  if (/^(?:\d\d\.\d\d\.\d\d|\d(?:\.\d){5})$/.test(token)) return token.replaceAll('.', '')
  if (/[.,:/]/.test(token)) return ''
  const groups = token.split(/ ?[-–·/] ?| /)
  const digits = groups.join('')
  const [first = '', second = ''] = groups
  if (groups.length === 2 && token.includes(' ') && second.length <= 2 && isCodeLength(first)) {
    // `482913 10 minutes` is a code and the time it lives; `4829 13` is one code.
    return first.length === 4 && second.length === 2 && !/^ ?\p{L}/u.test(after) ? digits : first
  }
  return isCodeLength(digits) && areAlike(groups, token) ? digits : ''
}

/** Codes are grouped evenly, or in two by a dash (`58-3021`); telephone and account numbers mostly are not. */
function areAlike(groups: string[], token: string): boolean {
  const size = groups[0]?.length ?? 0
  if (groups.length === 1 || /^\d{2,4}-(?!20\d\d)\d{2,4}$/.test(token)) return true
  return groups.length <= 4 && size > 1 && groups.every(group => group.length === size)
}

function isCodeLength(digits: string): boolean {
  return digits.length >= 4 && digits.length <= 10
}

export function readMixed(token: string): string | undefined {
  const size = token.replaceAll('-', '').length
  if (size < 4 || size > 12 || !/[A-Za-z]/.test(token)) return undefined
  // `aB3xK9`, but not `Error404` or `Pixel9`.
  if (/[a-z]/.test(token) && /[A-Z]/.test(token)) return isScrambled(token) ? token : undefined
  if (/\d/.test(token)) return token
  return /^([A-Z]{3,5}-[A-Z]{3,5}|[A-Z]{5,8})$/.test(token) ? token : undefined
}

function isScrambled(token: string): boolean {
  return /^[A-Za-z\d]{5,8}$/.test(token) && /\d[A-Za-z]/.test(token) && !/[a-z]{3}/.test(token)
}
