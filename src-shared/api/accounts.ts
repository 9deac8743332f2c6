import { z } from 'zod'
import { Timestamp } from './fields.ts'
import { page, pageQuery } from './lists.ts'
import { operation } from './operation.ts'

/** The account that every store has and that cannot be deleted. */
export const localAccountId = 'local'

/** Whom keys and mailboxes belong to. Accounts see nothing of each other. */
export const Account = z.object({
  id: z.string(),
  name: z.string(),
  plan: z.string(),
  createdAt: Timestamp,
  /** Expired and revoked ones too. */
  keyCount: z.int(),
  /** Active and archived ones. */
  mailboxCount: z.int(),
})
export type Account = z.infer<typeof Account>

/** One line: names are shown in lists, and are user names for SMTP. */
const AccountName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'must not have line ends or control characters')
const PlanName = z.string().min(1).max(50)
const accountParams = z.strictObject({ id: z.string().min(1).max(100) })

export const accountOperations = {
  listAccounts: operation({
    method: 'GET',
    path: '/accounts',
    summary: 'Accounts, newest first.',
    access: 'owner',
    query: z.strictObject(pageQuery),
    output: page(Account),
  }),
  createAccount: operation({
    method: 'POST',
    path: '/accounts',
    summary: 'Creates an account on a plan. 409 when the name is taken, whatever its case.',
    access: 'owner',
    body: z.strictObject({ name: AccountName, plan: PlanName }),
    output: Account,
    status: 201,
  }),
  getAccount: operation({
    method: 'GET',
    path: '/accounts/:id',
    summary: 'One account.',
    access: 'owner',
    params: accountParams,
    output: Account,
  }),
  updateAccount: operation({
    method: 'PATCH',
    path: '/accounts/:id',
    summary: 'Renames an account or puts it on another plan, which holds at once.',
    access: 'owner',
    params: accountParams,
    body: z.strictObject({ name: AccountName.optional(), plan: PlanName.optional() }),
    output: Account,
  }),
  deleteAccount: operation({
    method: 'DELETE',
    path: '/accounts/:id',
    summary:
      'Deletes an account with its keys, domains, webhooks, mailboxes and all their mail, pinned or not. 409 for the local one.',
    access: 'owner',
    params: accountParams,
    output: z.void(),
    status: 204,
  }),
}
