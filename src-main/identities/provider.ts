import type { Identity, IdentityClient } from '#shared/api/identities.ts'
import { claimsOf } from './claims.ts'
import { fitsHash } from './client-secret.ts'
import { createCodes, type RedeemedGrant } from './codes.ts'
import { codeLifetimeMs, type CodeRefusal, type Grant, type PresentedCode } from './judge-code.ts'
import type { IdentityRepository } from './repository.ts'
import type { SigningKey } from './signing-key.ts'
import { toClient, toIdentity } from './to-identity.ts'

type Deps = { repository: IdentityRepository; now: () => number }

/** For both tokens. Shorter than a working day, longer than any test. */
const tokenLifetimeSeconds = 3600

type Asked = Omit<PresentedCode, 'knowsSecret'> & {
  code: string
  /** Left out by apps that cannot keep one. */
  clientSecret?: string | undefined
  /** The base URL by which the provider was called. */
  issuer: string
}

/** `idToken` only when `openid` was asked for. */
export type Tokens = {
  accessToken: string
  idToken?: string
  expiresInSeconds: number
  scope: readonly string[]
}

/** Whose access token it is, and what it may tell. */
export type UserInfo = { sub: string } & Record<string, unknown>

export type Provider = ReturnType<typeof createProvider>

/** Signing in: from the identities that an app offers to a code, from a code to tokens, from a token to who it is. */
export function createProvider({ repository, now }: Deps) {
  // A token lives from when its code is used.
  const codes = createCodes({ now, keepMs: codeLifetimeMs + tokenLifetimeSeconds * 1000 })
  const signingKey = createLazy<SigningKey>(async () => {
    // With it comes a library that nobody needs who does not sign in.
    const { openSigningKey } = await import('./signing-key.ts')
    return openSigningKey({ repository, now })
  })

  async function findOffered(clientId: string, id: string): Promise<Identity | undefined> {
    const rows = await repository.offeredIdentities(clientId)
    const row = rows.find(one => one.id === id)
    return row && toIdentity(row)
  }

  async function toTokens(grant: RedeemedGrant, who: Who, issuer: string): Promise<Tokens> {
    const { sign } = await signingKey()
    const { scope } = grant
    const iat = Math.floor(now() / 1000)
    const common = {
      ...claimsOf(who.identity, who.client, scope),
      iss: issuer,
      sub: who.identity.id,
      aud: grant.clientId,
      iat,
      exp: iat + tokenLifetimeSeconds,
    }
    const ofAccess = { client_id: grant.clientId, scope: scope.join(' '), jti: grant.id }
    const ofId = { auth_time: Math.floor(grant.issuedAt / 1000), nonce: grant.nonce }
    return {
      accessToken: await sign('at+jwt', { ...common, ...ofAccess }),
      ...(scope.includes('openid') ? { idToken: await sign('JWT', { ...common, ...ofId }) } : {}),
      expiresInSeconds: tokenLifetimeSeconds,
      scope,
    }
  }

  return {
    async findClient(clientId: string): Promise<IdentityClient | undefined> {
      const row = await repository.findClient(clientId)
      return row && toClient(row)
    },

    /** Among whom one chooses when signing in to an app. */
    offered: async (clientId: string): Promise<Identity[]> =>
      (await repository.offeredIdentities(clientId)).map(toIdentity),

    /** A code for the app; undefined when the identity is not offered. */
    issueCode: async (grant: Grant): Promise<string | undefined> =>
      (await findOffered(grant.clientId, grant.identityId)) && codes.issue(grant),

    async exchange({ code, clientSecret, issuer, ...presented }: Asked): Promise<ExchangeAnswer> {
      const row = await repository.findClient(presented.clientId)
      const knowsSecret = clientSecret !== undefined
      if (!row || (knowsSecret && !fitsHash(clientSecret, row.secret_hash))) return 'not this client'
      const grant = codes.redeem(code, { ...presented, knowsSecret })
      if (typeof grant === 'string') return grant
      const identity = await findOffered(grant.clientId, grant.identityId)
      return identity ? toTokens(grant, { identity, client: toClient(row) }, issuer) : 'identity gone'
    },

    /** Undefined for a token that is none of ours, has run out, was revoked, or whose identity is not offered any more. */
    async userInfo(accessToken: string): Promise<UserInfo | undefined> {
      const { verify } = await signingKey()
      const claims = await verify('at+jwt', accessToken)
      if (!claims || codes.isRevoked(claims.jti!)) return undefined
      const client = await repository.findClient(claims['client_id'] as string) // as `toTokens` wrote it
      const identity = client && (await findOffered(client.id, claims.sub!))
      const scope = (claims['scope'] as string).split(' ')
      return identity && { ...claimsOf(identity, toClient(client), scope), sub: identity.id }
    },

    jwks: async () => ({ keys: [(await signingKey()).publicJwk] }),
  }
}

export type ExchangeAnswer = Tokens | CodeRefusal | 'not this client' | 'identity gone'

type Who = { identity: Identity; client: IdentityClient }

/** Made once, when it is first asked for; asked for again when making it failed. */
function createLazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return async () => {
    made ??= make()
    try {
      return await made
    } catch (error) {
      made = undefined
      throw error
    }
  }
}
