import { z } from 'zod'
import { identityOperations, ProviderType } from '#shared/api/identities.ts'

/** Identities and OAuth clients, with the fields that MinuteMail's MCP server names. It shows no example. */

const { createIdentityClient, createIdentity, updateIdentity } = identityOperations

/** Fields that it does not know are passed over; whose account it is says the key. */
export const CreateClient = z.object(createIdentityClient.body.shape).omit({ accountId: true })
export const CreateIdentity = z.object(createIdentity.body.shape)
export const UpdateIdentity = z.object(updateIdentity.body.shape)

export const IdentityFilters = z.object({
  clientId: z.string().optional(),
  mailboxAddress: z.string().optional(),
})

export const Client = z.strictObject({
  clientId: z.string(),
  name: z.string(),
  providerType: ProviderType,
  providerLabel: z.string(),
  redirectUris: z.array(z.string()),
})
export type Client = z.infer<typeof Client>

/** What creating and rotating answer: the secret is shown this once. */
export const ShownClient = z.strictObject({ ...Client.shape, clientSecret: z.string() })
export type ShownClient = z.infer<typeof ShownClient>

export const ClientList = z.strictObject({ clients: z.array(Client) })
export type ClientList = z.infer<typeof ClientList>

export const Identity = z.strictObject({
  id: z.string(),
  clientId: z.string(),
  mailboxAddress: z.string(),
  username: z.string(),
  name: z.string(),
  avatarUrl: z.string().nullable(),
  isActive: z.boolean(),
  emailVerified: z.boolean(),
  claims: z.record(z.string(), z.string()),
})
export type Identity = z.infer<typeof Identity>

export const IdentityList = z.strictObject({
  items: z.array(Identity),
  /** The same, where MinuteMail's own client reads it. */
  identities: z.array(Identity),
})
export type IdentityList = z.infer<typeof IdentityList>
