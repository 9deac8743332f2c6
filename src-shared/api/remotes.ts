import { z } from 'zod'
import { flag, wholeNumber } from './fields.ts'
import { operation } from './operation.ts'
import { RemoteService } from './remote-capabilities.ts'
import {
  MessageOrigin,
  Remote,
  RemoteDomain,
  RemoteFound,
  RemoteGeneration,
  RemoteKey,
  RemoteReport,
  RemoteRetention,
  RemoteServiceInfo,
} from './remote-shapes.ts'

/** One line, shown in lists; `MAYFLY_REMOTE_KEY_<NAME>` is made of it too. */
const RemoteName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'must not have line ends or control characters')
const BaseUrl = z.url({ protocol: /^https?$/, error: 'must be a URL with http or https' }).max(500)
/** As a header carries it. */
const Key = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .regex(/^[\x21-\x7e]+$/, 'must be one word of ASCII, as the service showed it')

const place = {
  service: RemoteService,
  generation: RemoteGeneration.default('current'),
  /** Left out, the service's own. */
  baseUrl: BaseUrl.optional(),
  /** Allows addresses of this machine and the own network, and `http` there. */
  ownNetwork: z.boolean().default(false),
}
const changeable = {
  name: RemoteName.optional(),
  baseUrl: BaseUrl.optional(),
  ownNetwork: z.boolean().optional(),
  /** Null forgets it. */
  key: Key.nullable().optional(),
}

/** A remote is named by its id or by its name. */
const remoteParams = z.strictObject({ remote: z.string().min(1).max(100) })
const thingId = z.string().min(1).max(200)

export const remoteOperations = {
  listRemotes: operation({
    method: 'GET',
    path: '/remotes',
    summary: 'Remote accounts with what they can do, how they are, and what is left of their limits.',
    access: 'owner',
    output: z.object({ items: z.array(Remote), nextCursor: z.null(), total: z.int() }),
  }),
  listRemoteServices: operation({
    method: 'GET',
    path: '/remote-services',
    summary: 'The services that a remote account can be at.',
    access: 'owner',
    output: z.object({ items: z.array(RemoteServiceInfo) }),
  }),
  testNewRemote: operation({
    method: 'POST',
    path: '/remote-services/test',
    summary: 'Tries an account that is not added yet, and says what exactly failed.',
    access: 'owner',
    body: z.strictObject({ ...place, key: Key.optional() }),
    output: RemoteReport,
  }),
  createRemote: operation({
    method: 'POST',
    path: '/remotes',
    summary: 'Adds a remote account, without trying it. 409 when the name is taken, whatever its case.',
    access: 'owner',
    body: z.strictObject({
      ...place,
      name: RemoteName,
      key: Key.optional(),
      retention: RemoteRetention.partial().optional(),
    }),
    output: Remote,
    status: 201,
  }),
  getRemote: operation({
    method: 'GET',
    path: '/remotes/:remote',
    summary: 'One remote account, by its id or its name.',
    access: 'owner',
    params: remoteParams,
    output: Remote,
  }),
  updateRemote: operation({
    method: 'PATCH',
    path: '/remotes/:remote',
    summary: 'Renames a remote account, changes its key, address or retention, pauses it or goes on.',
    access: 'owner',
    params: remoteParams,
    body: z.strictObject({
      ...changeable,
      paused: z.boolean().optional(),
      retention: RemoteRetention.partial().optional(),
    }),
    output: Remote,
  }),
  deleteRemote: operation({
    method: 'DELETE',
    path: '/remotes/:remote',
    summary:
      'Removes a remote account with its key and all its mail here, pinned or not; with `keepMail` the mail stays, and is removed by another call. Nothing is removed at the service.',
    access: 'owner',
    params: remoteParams,
    query: z.strictObject({ keepMail: flag().default(false) }),
    output: z.void(),
    status: 204,
  }),
  testRemote: operation({
    method: 'POST',
    path: '/remotes/:remote/test',
    summary: 'Tries a remote account, as it is or with another key or address, and says what exactly failed.',
    access: 'owner',
    params: remoteParams,
    body: z.strictObject({ key: Key.optional(), baseUrl: BaseUrl.optional() }),
    output: RemoteReport,
  }),
  pollRemote: operation({
    method: 'POST',
    path: '/remotes/:remote/poll',
    summary: 'Looks now what is new, as far as the limits of the service leave a call; answers when it has.',
    access: 'owner',
    params: remoteParams,
    output: Remote,
  }),
  watchRemote: operation({
    method: 'POST',
    path: '/remotes/:remote/watch',
    summary:
      'Says that somebody looks at a remote account, or at one mailbox of it: for a minute it is asked more often.',
    access: 'owner',
    params: remoteParams,
    body: z.strictObject({ mailboxId: thingId.optional() }),
    output: z.void(),
    status: 204,
  }),
  searchRemote: operation({
    method: 'GET',
    path: '/remotes/:remote/search',
    summary: 'Searches at the service, in the way that it does: best first.',
    access: 'owner',
    params: remoteParams,
    query: z.strictObject({
      q: z.string().trim().min(1).max(1000),
      mailboxId: thingId.optional(),
      limit: wholeNumber(1, 100).default(20),
    }),
    output: z.object({ items: z.array(RemoteFound) }),
  }),
  listRemoteKeys: operation({
    method: 'GET',
    path: '/remotes/:remote/keys',
    summary: 'The keys of the account at the service.',
    access: 'owner',
    params: remoteParams,
    output: z.object({ items: z.array(RemoteKey) }),
  }),
  createRemoteKey: operation({
    method: 'POST',
    path: '/remotes/:remote/keys',
    summary: 'Makes a key at the service. This answer is the only one that shows it.',
    access: 'owner',
    params: remoteParams,
    body: z.strictObject({
      name: z.string().trim().min(1).max(100),
      expiresInDays: z.int().min(1).max(365).nullable().default(null),
    }),
    output: RemoteKey.extend({ key: z.string() }),
    status: 201,
  }),
  deleteRemoteKey: operation({
    method: 'DELETE',
    path: '/remotes/:remote/keys/:keyId',
    summary: 'Deletes a key at the service.',
    access: 'owner',
    params: remoteParams.extend({ keyId: thingId }),
    output: z.void(),
    status: 204,
  }),
  buyRemoteKey: operation({
    method: 'POST',
    path: '/remotes/:remote/purchases',
    summary: 'Begins to buy a key; `checkoutUrl` is for the browser, and its page shows the key.',
    access: 'owner',
    params: remoteParams,
    body: z.strictObject({ plan: z.string().min(1).max(50), rail: z.enum(['stripe', 'lightning']) }),
    output: z.object({ invoiceId: z.string(), checkoutUrl: z.string() }),
    status: 201,
  }),
  getRemotePurchase: operation({
    method: 'GET',
    path: '/remotes/:remote/purchases/:invoiceId',
    summary: 'Whether a key is paid.',
    access: 'owner',
    params: remoteParams.extend({ invoiceId: thingId }),
    output: z.object({ paid: z.boolean(), keyId: z.string().nullable() }),
  }),
  listRemoteDomains: operation({
    method: 'GET',
    path: '/remotes/:remote/domains',
    summary: 'The own domains of the account at the service.',
    access: 'owner',
    params: remoteParams,
    output: z.object({ items: z.array(RemoteDomain) }),
  }),
  createRemoteDomain: operation({
    method: 'POST',
    path: '/remotes/:remote/domains',
    summary: 'Adds a domain at the service; its records prove it.',
    access: 'owner',
    params: remoteParams,
    body: z.strictObject({ name: z.string().trim().min(3).max(255) }),
    output: RemoteDomain,
    status: 201,
  }),
  verifyRemoteDomain: operation({
    method: 'POST',
    path: '/remotes/:remote/domains/:domainId/verify',
    summary: 'Has the service look for the records of a domain.',
    access: 'owner',
    params: remoteParams.extend({ domainId: thingId }),
    output: RemoteDomain,
  }),
  deleteRemoteDomain: operation({
    method: 'DELETE',
    path: '/remotes/:remote/domains/:domainId',
    summary: 'Deletes a domain at the service.',
    access: 'owner',
    params: remoteParams.extend({ domainId: thingId }),
    output: z.void(),
    status: 204,
  }),
  getMessageOrigin: operation({
    method: 'GET',
    path: '/messages/:id/origin',
    summary: 'Where a fetched message came from, and whether it is all there. 404 for mail of this computer.',
    access: 'owner',
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    output: MessageOrigin,
  }),
}
