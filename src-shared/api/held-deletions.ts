import { z } from 'zod'
import { wholeNumber } from './fields.ts'
import { messageOperations } from './messages.ts'
import { operation } from './operation.ts'

/** Far longer than anybody is offered to undo a deletion. */
const maxHeldSeconds = 60

/** Chosen by whoever asks, who may be gone before an answer comes. */
const heldId = z.string().regex(/^[\w-]{16,64}$/, 'must be 16 to 64 letters, digits, - or _')

const { query, body } = messageOperations.deleteMessages
/** What is deleted at the service of a remote account too is never held: that cannot be undone. */
const held = query.omit({ atService: true })

export const heldDeletionOperations = {
  holdDeletion: operation({
    method: 'POST',
    path: '/held-deletions',
    summary:
      'Deletes as `DELETE /messages` does, but only after so many seconds, and not if it is taken back.',
    access: 'owner',
    query: held,
    body: z.strictObject({ ...body.shape, id: heldId, seconds: wholeNumber(1, maxHeldSeconds) }),
    output: z.void(),
    status: 204,
  }),
  takeBackDeletion: operation({
    method: 'DELETE',
    path: '/held-deletions/:id',
    summary: 'Takes back a deletion that is held; 404 when it has been carried out.',
    access: 'owner',
    params: z.strictObject({ id: heldId }),
    output: z.void(),
    status: 204,
  }),
}
