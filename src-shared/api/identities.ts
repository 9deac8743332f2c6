import { z } from 'zod'
import { Timestamp } from './fields.ts'
import { page, pageQuery } from './lists.ts'
import { operation } from './operation.ts'
import { isRedirectUri } from './redirect-uri.ts'

/** Whom a sign-in stands in for. Extra claims get into tokens for `custom` only. */
export const ProviderType = z.enum(['google', 'github', 'apple', 'facebook', 'custom'])
export type ProviderType = z.infer<typeof ProviderType>

/** An app that signs people in, without its secret. */
export const IdentityClient = z.object({
  clientId: z.string(),
  accountId: z.string(),
  name: z.string(),
  providerType: ProviderType,
  /** As the sign-in page names the provider. */
  providerLabel: z.string(),
  redirectUris: z.array(z.string()),
  createdAt: Timestamp,
})
export type IdentityClient = z.infer<typeof IdentityClient>

/** The one answer that carries the secret. */
const ShownClient = IdentityClient.extend({ clientSecret: z.string() })

/** Somebody who can be chosen on the sign-in page of a client; a mailbox of the account is the email address. */
export const Identity = z.object({
  id: z.string(),
  accountId: z.string(),
  clientId: z.string(),
  mailboxAddress: z.string(),
  username: z.string(),
  name: z.string(),
  avatarUrl: z.string().nullable(),
  isActive: z.boolean(),
  emailVerified: z.boolean(),
  claims: z.record(z.string(), z.string()),
  createdAt: Timestamp,
})
export type Identity = z.infer<typeof Identity>

/** More than any list that a person keeps by hand. */
const maxEntries = 50
const Name = z.string().trim().min(1).max(100)
const Id = z.string().min(1).max(100)

const RedirectUri = z
  .string()
  .max(2000)
  .refine(
    isRedirectUri,
    'must be an absolute URI without a fragment, for example http://localhost:3000/callback',
  )

const AvatarUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .max(2000)
  .nullable()

const Claims = z
  .record(z.string().min(1).max(100), z.string().max(1000))
  .refine(claims => Object.keys(claims).length <= maxEntries, `must have at most ${maxEntries} entries`)

const described = {
  username: Name.optional(),
  name: Name.optional(),
  avatarUrl: AvatarUrl.optional(),
  isActive: z.boolean().optional(),
  emailVerified: z.boolean().optional(),
  claims: Claims.optional(),
}

const clientParams = z.strictObject({ clientId: Id })
const identityParams = z.strictObject({ id: Id })

export const identityOperations = {
  listIdentityClients: operation({
    method: 'GET',
    path: '/identity-clients',
    summary: 'Apps that sign people in here, newest first, without their secrets.',
    access: 'key',
    query: z.strictObject(pageQuery),
    output: page(IdentityClient),
  }),
  createIdentityClient: operation({
    method: 'POST',
    path: '/identity-clients',
    summary:
      'Registers an app and answers with its secret in `clientSecret`, the only time that it is shown.',
    access: 'key',
    body: z.strictObject({
      name: Name,
      providerType: ProviderType.default('custom'),
      providerLabel: Name.optional(),
      redirectUris: z.array(RedirectUri).min(1).max(maxEntries),
      accountId: Id.optional(),
    }),
    output: ShownClient,
    status: 201,
  }),
  getIdentityClient: operation({
    method: 'GET',
    path: '/identity-clients/:clientId',
    summary: 'One app, without its secret.',
    access: 'key',
    params: clientParams,
    output: IdentityClient,
  }),
  rotateIdentityClientSecret: operation({
    method: 'POST',
    path: '/identity-clients/:clientId/rotate-secret',
    summary:
      'Gives an app a new secret, shown in `clientSecret` this once; the old one stops working at once.',
    access: 'key',
    params: clientParams,
    output: ShownClient,
  }),
  deleteIdentityClient: operation({
    method: 'DELETE',
    path: '/identity-clients/:clientId',
    summary: 'Deletes an app with its identities.',
    access: 'key',
    params: clientParams,
    output: z.void(),
    status: 204,
  }),
  listIdentities: operation({
    method: 'GET',
    path: '/identities',
    summary: 'Identities that can sign in, newest first.',
    access: 'key',
    query: z.strictObject({
      ...pageQuery,
      clientId: Id.optional(),
      mailboxAddress: z.string().min(1).max(400).optional(),
    }),
    output: page(Identity),
  }),
  createIdentity: operation({
    method: 'POST',
    path: '/identities',
    summary: 'Makes an identity of a mailbox for an app; it is offered when somebody signs in there.',
    access: 'key',
    body: z.strictObject({ clientId: Id, mailboxAddress: z.string().min(1).max(400), ...described }),
    output: Identity,
    status: 201,
  }),
  getIdentity: operation({
    method: 'GET',
    path: '/identities/:id',
    summary: 'One identity.',
    access: 'key',
    params: identityParams,
    output: Identity,
  }),
  updateIdentity: operation({
    method: 'PATCH',
    path: '/identities/:id',
    summary: 'Changes an identity; what is not named stays. One that is not active is not offered.',
    access: 'key',
    params: identityParams,
    body: z.strictObject(described),
    output: Identity,
  }),
  deleteIdentity: operation({
    method: 'DELETE',
    path: '/identities/:id',
    summary: 'Deletes an identity; its mailbox stays.',
    access: 'key',
    params: identityParams,
    output: z.void(),
    status: 204,
  }),
}
