import type { ServiceDeps } from '../service.ts'

/** What MinuteMail has beyond the native API, as other features hand it in. Times are unix milliseconds. */

export type AddedAttachment = {
  id: string
  filename: string
  contentType: string
  sizeBytes: number
  expiresAt: number | null
}

/** What was added to a message after it came. Null is as long as the message, or its mailbox. */
export type Extras = {
  messageId: string
  expiresAt: number | null
  /** Positions of the mail's own attachments that are not shown. */
  removed: number[]
  added: AddedAttachment[]
}

/** Whoever asks has seen to it that the message is the caller's. */
export type MessageExtras = {
  of: (messageIds: string[]) => Promise<Extras[]>
  addedBytes: (asked: { messageId: string; id: string }) => Promise<Buffer | undefined>
  setEnd: (asked: { messageId: string; expiresAt: number }) => Promise<void>
  addAttachment: (
    asked: Omit<AddedAttachment, 'id'> & {
      messageId: string
      bytes: Uint8Array
      most: { attachments: number; bytes: number }
    },
  ) => Promise<AddedAttachment | 'gone' | 'full'>
  removeAttachments: (asked: { messageId: string; added: string[]; own: number[] }) => Promise<void>
}

export type Member = {
  id: string
  userId: string
  username: string
  email: string
  status: string
  createdAt: number
}
export type Invitation = { id: string; email: string; status: string; createdAt: number }

type InAccount = { accountId: string; id: string }

/** Throws `not_found` and `conflict`. */
export type Team = {
  members: (accountId: string) => Promise<Member[]>
  member: (asked: InAccount) => Promise<Member>
  addMember: (member: Omit<Member, 'id' | 'createdAt'> & { accountId: string }) => Promise<Member>
  removeMember: (asked: InAccount) => Promise<void>
  /** All of the account where `ids` is null. Answers how many there were. */
  removeMembers: (asked: { accountId: string; ids: string[] | null }) => Promise<number>
  invitations: (accountId: string) => Promise<Invitation[]>
  invite: (asked: { accountId: string; email: string }) => Promise<Invitation>
  removeInvitation: (asked: InAccount) => Promise<void>
}

export type Features = { extras: MessageExtras; team: Team }

export type MinuteMailDeps = ServiceDeps & Features
