import { accountQueries } from '../accounts/repository.ts'
import { domainQueries } from '../domains/repository.ts'
import { identityQueries } from '../identities/repository.ts'
import { keyQueries } from '../keys/repository.ts'
import { mailboxQueries } from '../mailboxes/repository.ts'
import { extrasQueries } from '../message-extras/repository.ts'
import { messageQueries } from '../messages/repository.ts'
import { metricsQueries } from '../metrics/repository.ts'
import { ownerQueries } from '../owner/repository.ts'
import { remoteQueries } from '../remotes/repository.ts'
import { sessionQueries } from '../smtp-sessions/repository.ts'
import { settingsQueries } from '../settings/repository.ts'
import { teamQueries } from '../team/repository.ts'
import { usageQueries } from '../usage/repository.ts'
import { deliveryQueries } from '../webhooks/delivery-repository.ts'
import { webhookQueries } from '../webhooks/repository.ts'

/** All SQL of the features, by feature: the store's thread runs what the main thread names. */
export const queries = {
  accounts: accountQueries,
  domains: domainQueries,
  identities: identityQueries,
  keys: keyQueries,
  mailboxes: mailboxQueries,
  messageExtras: extrasQueries,
  messages: messageQueries,
  metrics: metricsQueries,
  owner: ownerQueries,
  remotes: remoteQueries,
  sessions: sessionQueries,
  settings: settingsQueries,
  team: teamQueries,
  usage: usageQueries,
  webhookDeliveries: deliveryQueries,
  webhooks: webhookQueries,
}
