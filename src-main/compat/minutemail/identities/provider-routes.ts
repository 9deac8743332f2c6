import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IdentityProvider } from '../../../api/identity-provider.ts'
import { bearerOf } from '../../given-secrets.ts'
import { issuerOf, metadataOf } from './issuer.ts'
import { OAuthError } from './oauth-error.ts'
import type { Parameters } from './parameters.ts'
import { toOAuthError } from './refusals.ts'
import { takeFormsOnly } from './take-forms-only.ts'
import { readTokenRequest } from './token-request.ts'

/** What apps call that sign people in: with a code, a secret or a token, which are no API keys. */
export const providerPaths = {
  metadata: '/.well-known/openid-configuration',
  jwks: '/jwks',
  token: '/oauth/token',
  userinfo: '/oauth/userinfo',
}

/** The provider as apps see it, without the page. A scope of its own: failures are OAuth's. */
export async function providerRoutes(app: FastifyInstance, provider: IdentityProvider): Promise<void> {
  app.setErrorHandler<FastifyError>((error, request, reply) => sendFailure(toKnown(error), request, reply))
  takeFormsOnly(app)

  app.get(providerPaths.metadata, async request => metadataOf(issuerOf(request)))

  app.get(providerPaths.jwks, () => provider.jwks())

  app.post<{ Body: Parameters | undefined }>(providerPaths.token, async (request, reply) => {
    const asked = readTokenRequest(request.body ?? {}, request.headers.authorization)
    const tokens = await provider.exchange({ ...asked, issuer: issuerOf(request) })
    if (typeof tokens === 'string') throw toOAuthError(tokens)
    reply.header('cache-control', 'no-store')
    return {
      access_token: tokens.accessToken,
      token_type: 'Bearer',
      expires_in: tokens.expiresInSeconds,
      scope: tokens.scope.join(' '),
      id_token: tokens.idToken,
    }
  })

  app.route({
    method: ['GET', 'POST'],
    url: providerPaths.userinfo,
    async handler(request, reply) {
      const [token = ''] = bearerOf(request.headers)
      const claims = token && (await provider.userInfo(token))
      if (!claims) throw new OAuthError('invalid_token', 'Send an access token that is still good as Bearer.')
      reply.header('cache-control', 'no-store')
      return claims
    },
  })
}

/** A body that is too large or no form is the app's fault; what broke in here is told by the service. */
function toKnown(error: FastifyError): OAuthError {
  if (error instanceof OAuthError) return error
  if ((error.statusCode ?? 500) < 500) return new OAuthError('invalid_request', 'Send a small form.')
  throw error
}

function sendFailure(error: OAuthError, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('cache-control', 'no-store').status(400)
  if (error.code === 'invalid_token')
    reply
      .status(401)
      .header('www-authenticate', headers.authorization ? 'Bearer error="invalid_token"' : 'Bearer')
  if (error.code === 'invalid_client') {
    reply.status(401)
    // RFC 6749, 5.2: by the scheme that the app used.
    if (headers.authorization) reply.header('www-authenticate', 'Basic realm="token"')
  }
  return reply.send(error.toBody())
}
