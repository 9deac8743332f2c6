const cookieName = 'mayfly_session'

/** A browser forgets it after 30 days, when the session is over at the latest. */
const maxAgeSeconds = 30 * 24 * 60 * 60

type Given = {
  /** The page came over TLS, which a proxy in front of us ended. */
  secure: boolean
}

/** Out of reach for scripts, and never sent along with what another site's page does. */
export function sessionCookie(token: string, { secure }: Given): string {
  return cookie(token, maxAgeSeconds, secure)
}

/** Makes the browser drop the cookie. */
export function endedCookie({ secure }: Given): string {
  return cookie('', 0, secure)
}

/** Every token that a browser sent. Other programs on the same host can set cookies of our name: they win nothing by it. */
export function sessionTokens(header: string | undefined): string[] {
  const pairs = (header ?? '').split(';').map(pair => pair.trim().split('='))
  return pairs.flatMap(([name, value]) => (name === cookieName && value ? [value] : []))
}

function cookie(value: string, maxAge: number, secure: boolean): string {
  const rules = ['Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${maxAge}`, ...(secure ? ['Secure'] : [])]
  return [`${cookieName}=${value}`, ...rules].join('; ')
}
