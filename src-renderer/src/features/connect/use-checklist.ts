import { useStorage } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useClient } from '../../api/client.ts'
import { coalesce } from '../../stores/coalesce.ts'
import { useConnection } from '../../stores/connection.ts'
import { useMailboxes } from '../../stores/mailboxes.ts'
import { useRevisions } from '../../stores/revisions.ts'

export const steps = ['receives', 'testMail', 'outsideMail', 'mailbox', 'key'] as const
export type Step = (typeof steps)[number]

const refreshDelayMs = 300
/** Everything but what the button sends. */
const fromOutside = '-subject:"It works: your test code is"'
const byButton = 'subject:"It works: your test code is"'

/** What one does first with a new server, noticed as it happens. What was done once stays done. */
export function useChecklist() {
  const client = useClient()
  const connection = useConnection()
  const mailboxes = useMailboxes()
  const revisions = useRevisions()

  const done = useStorage<Step[]>('mayfly.firstSteps', [])
  const dismissed = useStorage('mayfly.firstStepsDismissed', false)

  function note(step: Step, isDone: boolean): void {
    if (isDone && !done.value.includes(step)) done.value = [...done.value, step]
  }

  /** Each by itself: an answer that is slow or fails keeps no other step open. */
  async function ask(step: Step, isDone: () => Promise<boolean>): Promise<void> {
    if (!done.value.includes(step)) note(step, await isDone())
  }

  const isAny = (q: string) => client.call('listMessages', { q, limit: 1 }).then(({ total }) => total > 0)

  const look = coalesce(async () => {
    note('receives', typeof connection.info?.smtpPort === 'number')
    note(
      'mailbox',
      mailboxes.items.some(({ origin }) => origin !== 'captured'),
    )
    await Promise.all([
      ask('testMail', () => isAny(byButton)),
      ask('outsideMail', () => isAny(fromOutside)),
      ask('key', () => client.call('listKeys', { limit: 1 }).then(({ total }) => total > 0)),
    ])
  }, refreshDelayMs)

  watch(
    [
      () => connection.info?.lastSeq,
      () => connection.info?.smtpPort,
      () => mailboxes.items,
      () => revisions.keys,
    ],
    look,
    {
      immediate: true,
    },
  )

  return {
    items: computed(() => steps.map(step => ({ step, done: done.value.includes(step) }))),
    shown: computed(() => !dismissed.value && done.value.length < steps.length),
    dismiss: (): void => void (dismissed.value = true),
  }
}
