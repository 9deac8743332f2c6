import { z } from 'zod'

/** What the desktop can do to tell of new mail, and whether it is to. */
export const NotificationState = z.object({
  supported: z.boolean(),
  wanted: z.boolean(),
  /** Whether a code can be copied from the notification itself; else a click opens its message. */
  copies: z.boolean(),
})
export type NotificationState = z.infer<typeof NotificationState>

export const notificationCalls = {
  getNotifications: { input: z.undefined(), output: NotificationState },
  setNotifications: { input: z.strictObject({ wanted: z.boolean() }), output: NotificationState },
}
