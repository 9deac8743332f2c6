/** What can be done to a key. */
export type KeyAction = 'view' | 'edit' | EndingAction
/** What takes something away, and is asked about first. */
export type EndingAction = 'regenerate' | 'revoke' | 'delete'
