import type { RemoteService } from '#shared/api/remote-capabilities.ts'

/** A remote as it is stored, with the counts of its account. */
export type RemoteRow = {
  id: string
  /** Of its account: negative. */
  account_key: number
  service: RemoteService
  generation: 'current' | 'old'
  name: string
  base_url: string
  own_network: number
  key_end: string | null
  paused: number
  detached: number
  max_messages: number
  max_age_days: number
  created_at: number
  /** JSON of Progress. */
  progress: string | null
}

/** A mailbox of a remote, with how far it was read. Times are unix milliseconds. */
export type RemoteMailboxRow = {
  key: number
  id: string
  remote_id: string
  address: string
  domain: string
  status: 'active' | 'archived' | 'expired'
  recoverable: number
  expires_at: number | null
  message_count: number
  told_count: number | null
  read_count: number | null
  next: string | null
  read_at: number | null
}
