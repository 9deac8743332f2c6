import { allMail } from '../../stores/list-query.ts'
import { useMailboxes } from '../../stores/mailboxes.ts'
import { useMessages } from '../../stores/messages.ts'
import { useReader } from '../../stores/reader.ts'
import { useSource } from '../../stores/source.ts'

/** Turns from a remote account to this computer, before the account is gone: nothing of it is asked for any more. */
export function useLeaving(): (remote: string) => void {
  const source = useSource()
  const mailboxes = useMailboxes()
  const messages = useMessages()
  const reader = useReader()

  return remote => {
    if (source.remote !== remote) return
    source.remote = null
    mailboxes.startAnew()
    reader.close()
    void messages.load(allMail)
  }
}
