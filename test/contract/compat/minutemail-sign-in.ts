import * as oauth from 'openid-client'
import { expect } from 'vitest'
import { Identity, ShownClient } from '#main/compat/minutemail/identities/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { makeServiceKey, serviceClient, startCompat } from '#test/support/compat.ts'
import type { TestApp } from '#test/support/start-app.ts'

export const callback = 'http://localhost:3000/callback'

/** An account with a key of MinuteMail, and what a test makes with it. */
export async function newAccount(app: TestApp) {
  const made = await makeServiceKey(app, 'minutemail', 'unlimited')
  const call = serviceClient(app, { service: 'minutemail', path: '/v1' }, made.key)
  const mailbox = async (address: string) =>
    (await injectClient(app).call('createMailbox', { accountId: made.accountId, address })).id
  const newClient = async (more: object = {}) => {
    const body = { name: 'Shop', providerType: 'custom', redirectUris: [callback], ...more }
    return ShownClient.parse((await call('POST', '/identities/clients', { body })).body)
  }
  const newIdentity = async (clientId: string, mailboxAddress: string, more: object = {}) => {
    await mailbox(mailboxAddress)
    const body = { clientId, mailboxAddress, ...more }
    return Identity.parse((await call('POST', '/identities', { body })).body)
  }
  return { ...made, call, mailbox, newClient, newIdentity }
}

/** An application with an account that has a client and somebody to sign in there; the clock moves by hand. */
export async function startProvider() {
  const { app, clock } = await startCompat()
  const issuer = `${app.url}/compat/minutemail`
  const account = await newAccount(app)
  const client = await account.newClient()
  const ada = await account.newIdentity(client.clientId, 'ada@minutemail.cc')
  return {
    ...{ app, clock, issuer, account, client, ada },
    /** What an app is told. */
    refused: (error: string) => ({ error, error_description: expect.any(String) as string }),
    userInfo: (token: string) =>
      fetch(`${issuer}/oauth/userinfo`, { headers: { authorization: `Bearer ${token}` } }),
  }
}

/** An app that signs people in with openid-client; with no secret it is one that cannot keep any. */
export async function newApp(
  issuer: string,
  { clientId, clientSecret }: { clientId: string; clientSecret?: string },
) {
  const auth = clientSecret === undefined ? oauth.None() : oauth.ClientSecretBasic(clientSecret)
  return openApp(issuer, clientId, auth)
}

export async function openApp(issuer: string, clientId: string, auth: oauth.ClientAuth) {
  const config = await oauth.discovery(new URL(issuer), clientId, undefined, auth, {
    // Insecure is HTTP without TLS. The other checks the id_token against the jwks, which it leaves to TLS otherwise.
    execute: [oauth.allowInsecureRequests, oauth.enableNonRepudiationChecks],
  })
  const verifier = oauth.randomPKCECodeVerifier()
  const expected = { expectedState: oauth.randomState(), expectedNonce: oauth.randomNonce() }
  const allChecks = { ...expected, pkceCodeVerifier: verifier }
  const usual = {
    redirect_uri: callback,
    scope: 'openid email profile',
    state: expected.expectedState,
    nonce: expected.expectedNonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }
  return {
    config,
    expected,
    /** Where it sends a browser; an empty parameter is left out. */
    url(changes: Record<string, string> = {}): URL {
      const url = oauth.buildAuthorizationUrl(config, { ...usual, ...changes })
      for (const [name, value] of Object.entries(changes)) if (value === '') url.searchParams.delete(name)
      return url
    },
    /** What it holds an answer against. */
    allChecks,
    exchange: (location: string, checks: oauth.AuthorizationCodeGrantChecks = allChecks) =>
      oauth.authorizationCodeGrant(config, new URL(location), checks),
  }
}

/** What a browser shows of the page: whom one can choose, by address. */
export async function readPage(url: URL) {
  const response = await fetch(url, { redirect: 'manual' })
  const html = await response.text()
  const buttons = html.matchAll(/value="([^"]+)">\n.*\n<span><strong>([^<]*)<\/strong><br>([^<]*)</g)
  return {
    response,
    html,
    choices: [...buttons].map(([, id, name, address]) => ({ id: id!, name: name!, address: address! })),
  }
}

/** Sends the page's form as a browser does; answers where it is sent next. */
export async function choose(url: URL, form: Record<string, string>): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url.origin },
    body: new URLSearchParams(form),
  })
  const location = response.headers.get('location')
  if (response.status !== 303 || location === null) throw new Error(`Not sent anywhere: ${response.status}`)
  return location
}
