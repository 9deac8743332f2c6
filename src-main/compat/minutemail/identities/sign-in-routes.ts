import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IdentityClient } from '#shared/api/identities.ts'
import type { IdentityProvider } from '../../../api/identity-provider.ts'
import { readAuthorizeRequest, type AuthorizeRequest } from './authorize-request.ts'
import { issuerOf } from './issuer.ts'
import { OAuthError } from './oauth-error.ts'
import { one, type Parameters } from './parameters.ts'
import { contentSecurityPolicy, refusalPage, signInPage } from './sign-in-page.ts'
import { takeFormsOnly } from './take-forms-only.ts'

/** The page to which apps send a browser: whoever sits there has no key. */
export const signInPath = '/oauth/authorize'

/** Signing in, in a browser. Nobody stays signed in: there is no cookie. */
export async function signInRoutes(app: FastifyInstance, provider: IdentityProvider): Promise<void> {
  takeFormsOnly(app)

  app.get<Asked>(signInPath, (request, reply) =>
    atItsPlace(request, reply, place => showChoice(reply, place)),
  )

  app.post<Asked>(signInPath, (request, reply) =>
    atItsPlace(request, reply, async (place, asked) => {
      const form = request.body ?? {}
      if (one(form, 'cancel')) throw new OAuthError('access_denied', 'The sign-in was cancelled.')
      const identityId = one(form, 'identity')
      const { redirectUri, client } = place
      const grant = { ...asked, clientId: client.clientId, redirectUri }
      const code = identityId && (await provider.issueCode({ ...grant, identityId }))
      return code ? sendBack(request, reply, redirectUri, { code }) : showChoice(reply, place)
    }),
  )

  /** Finds out where to send the browser before anything else: to a place that is not the app's it is never sent. */
  async function atItsPlace(request: SignIn, reply: FastifyReply, go: Go): Promise<FastifyReply> {
    const place = await findPlace(request.query)
    if (typeof place === 'string') return sendPage(reply.status(400), refusalPage(place))
    try {
      return await go(place, readAuthorizeRequest(request.query))
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      return sendBack(request, reply, place.redirectUri, error.toBody())
    }
  }

  async function findPlace({
    client_id: id,
    redirect_uri: redirectUri,
  }: Parameters): Promise<Place | string> {
    const client = typeof id === 'string' ? await provider.findClient(id) : undefined
    if (!client) return 'There is no client with this client_id.'
    if (typeof redirectUri === 'string' && client.redirectUris.includes(redirectUri))
      return { client, redirectUri }
    return `The redirect_uri is not one that ${client.name} has registered, character by character.`
  }

  async function showChoice(reply: FastifyReply, { client, redirectUri }: Place): Promise<FastifyReply> {
    const identities = await provider.offered(client.clientId)
    return sendPage(reply, signInPage({ client, identities, redirectUri }), redirectUri)
  }
}

type Asked = { Querystring: Parameters; Body: Parameters | undefined }
type SignIn = FastifyRequest<Asked>
type Place = { client: IdentityClient; redirectUri: string }
type Go = (place: Place, asked: AuthorizeRequest) => Promise<FastifyReply>

/** RFC 6749, 4.1.2; `iss` says who answers (RFC 9207). 303, so that the browser does not send the form on. */
function sendBack(
  request: SignIn,
  reply: FastifyReply,
  redirectUri: string,
  answer: Record<string, string>,
): FastifyReply {
  const { state } = request.query
  const told = new URLSearchParams({
    ...answer,
    ...(typeof state === 'string' ? { state } : {}),
    iss: issuerOf(request),
  })
  const location = `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${told}`
  return reply.header('cache-control', 'no-store').redirect(location, 303)
}

function sendPage(reply: FastifyReply, html: string, redirectUri?: string): FastifyReply {
  return (
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', contentSecurityPolicy(redirectUri))
      .header('x-frame-options', 'DENY')
      // With none at all the form would come from nowhere, and such calls are refused.
      .header('referrer-policy', 'same-origin')
      .send(html)
  )
}
