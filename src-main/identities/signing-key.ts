import {
  calculateJwkThumbprint,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type JWK,
  type JWTPayload,
} from 'jose'
import type { IdentityRepository, SigningKeyRow } from './repository.ts'

/** What every client library takes, and all that discovery offers. */
const algorithm = 'RS256'
/** RFC 7518, 3.3: the least there is. */
const modulusLength = 2048

/** `JWT` is an id_token; `at+jwt` an access token (RFC 9068). Neither passes for the other. */
type TokenType = 'JWT' | 'at+jwt'

export type SigningKey = Awaited<ReturnType<typeof openSigningKey>>

type Deps = { repository: IdentityRepository; now: () => number }

/** The key of this store, made when it is first asked for. This file is all that knows jose, and is loaded as late. */
export async function openSigningKey({ repository, now }: Deps) {
  const row = (await repository.findSigningKey()) ?? (await makeKey({ repository, now }))
  const jwk = JSON.parse(row.private_key) as JWK & { n: string; e: string } // as `makeKey` wrote it
  const publicJwk = { kty: 'RSA', use: 'sig', alg: algorithm, kid: row.id, n: jwk.n, e: jwk.e }
  const [privateKey, publicKey] = await Promise.all([
    importJWK(jwk, algorithm),
    importJWK(publicJwk, algorithm),
  ])

  return {
    publicJwk,
    sign: (typ: TokenType, claims: JWTPayload): Promise<string> =>
      new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid: row.id, typ }).sign(privateKey),
    /** The claims of a token that was signed here and has not run out; undefined otherwise. */
    async verify(typ: TokenType, token: string): Promise<JWTPayload | undefined> {
      try {
        const options = { typ, algorithms: [algorithm], currentDate: new Date(now()) }
        return (await jwtVerify(token, publicKey, options)).payload
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}

async function makeKey({ repository, now }: Deps): Promise<SigningKeyRow> {
  const { privateKey } = await generateKeyPair(algorithm, { modulusLength, extractable: true })
  const jwk = await exportJWK(privateKey)
  return repository.keepSigningKey({
    id: await calculateJwkThumbprint(jwk),
    privateKey: JSON.stringify(jwk),
    now: now(),
  })
}
