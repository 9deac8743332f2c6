import type { RouteLocationRaw } from 'vue-router'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import { refOf } from '../../stores/mailbox-ref.ts'

/** The list of its mail. */
export function locateMailbox(mailbox: Mailbox): RouteLocationRaw {
  const query = mailbox.remote === null ? {} : { remote: mailbox.remote }
  return { name: 'mailbox', params: { mailbox: refOf(mailbox) }, query }
}
