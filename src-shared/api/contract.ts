import { accountOperations } from './accounts.ts'
import { auditOperations } from './audit.ts'
import { backupOperations } from './backups.ts'
import { compatOperations } from './compat.ts'
import { diagnosticsOperations } from './diagnostics.ts'
import { domainOperations } from './domains.ts'
import { heldDeletionOperations } from './held-deletions.ts'
import { identityOperations } from './identities.ts'
import { jobOperations } from './jobs.ts'
import { keyOperations } from './keys.ts'
import { mailboxOperations } from './mailboxes.ts'
import { remoteOperations } from './remotes.ts'
import { relayOperations } from './relay.ts'
import { partOperations } from './message-parts.ts'
import { messageOperations } from './messages.ts'
import type { CallOf, InputOf, OutputOf } from './operation.ts'
import { planOperations } from './plans.ts'
import { ownerOperations } from './owner.ts'
import { serverOperations } from './server.ts'
import { sessionOperations } from './sessions.ts'
import { settingsOperations } from './settings.ts'
import { systemOperations } from './system.ts'
import { testMailOperations } from './test-mail.ts'
import { transferOperations } from './transfer.ts'
import { usageOperations } from './usage.ts'
import { webhookOperations } from './webhooks.ts'

/** Every operation of the native API, by name. The one source of routes, client, IPC and OpenAPI. */
export const contract = {
  ...systemOperations,
  ...diagnosticsOperations,
  ...settingsOperations,
  ...accountOperations,
  ...planOperations,
  ...usageOperations,
  ...auditOperations,
  ...ownerOperations,
  ...compatOperations,
  ...keyOperations,
  ...mailboxOperations,
  ...messageOperations,
  ...heldDeletionOperations,
  ...partOperations,
  ...relayOperations,
  ...webhookOperations,
  ...domainOperations,
  ...identityOperations,
  ...sessionOperations,
  ...serverOperations,
  ...testMailOperations,
  ...jobOperations,
  ...transferOperations,
  ...backupOperations,
  ...remoteOperations,
}

export type Contract = typeof contract
export type OperationName = keyof Contract
export type Input<N extends OperationName> = InputOf<Contract[N]>
export type Call<N extends OperationName> = CallOf<Contract[N]>
export type Output<N extends OperationName> = OutputOf<Contract[N]>

export { apiPrefix } from './links.ts'
