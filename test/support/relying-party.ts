import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as oauth from 'openid-client'

type Registered = { issuer: string; clientId: string; clientSecret: string }
type Pending = { pkceCodeVerifier: string; expectedState: string; expectedNonce: string }

/** A small web app with a "sign in with" link, as apps have it: openid-client, PKCE, state and nonce. */
export async function startRelyingParty() {
  let register!: (registered: Registered) => void
  const registered = new Promise<Registered>(resolve => (register = resolve))
  const pending = new Map<string, Pending>()

  async function discover(): Promise<oauth.Configuration> {
    const { issuer, clientId, clientSecret } = await registered
    return oauth.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      execute: [oauth.allowInsecureRequests, oauth.enableNonRepudiationChecks],
    })
  }

  async function logIn(response: ServerResponse): Promise<void> {
    const checks = {
      pkceCodeVerifier: oauth.randomPKCECodeVerifier(),
      expectedState: oauth.randomState(),
      expectedNonce: oauth.randomNonce(),
    }
    pending.set(checks.expectedState, checks)
    const url = oauth.buildAuthorizationUrl(await discover(), {
      redirect_uri: `${origin}/callback`,
      scope: 'openid email profile',
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
      code_challenge_method: 'S256',
    })
    response.writeHead(302, { location: url.href }).end()
  }

  async function land(url: URL): Promise<string> {
    try {
      const checks = pending.get(url.searchParams.get('state') ?? '')
      const tokens = await oauth.authorizationCodeGrant(await discover(), url, checks)
      const { name, email } = tokens.claims()!
      return `<h1>Welcome, ${String(name)}</h1><p>${String(email)}</p>`
    } catch (error) {
      return `<h1>Not signed in</h1><p>${(error as { error?: string }).error}</p>`
    }
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url!, origin)
    if (url.pathname === '/login') return void logIn(response)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    if (url.pathname === '/callback') return void land(url).then(html => response.end(html))
    response.end('<!doctype html><title>Shop</title><a href="/login">Sign in with Mock</a>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return { origin, register, stop: () => void server.close() }
}
