import { sessionPath } from '#shared/api/links.ts'
import { sendRequest } from './send-request.ts'

/** Exchanges the owner's password for the cookie of a session. Rejects with an AppError. */
export async function postPassword(password: string): Promise<void> {
  await sendRequest({ url: sessionPath, method: 'POST', body: JSON.stringify({ password }) })
}

/** Ends the session that the browser's cookie stands for. */
export async function deleteSession(): Promise<void> {
  await sendRequest({ url: sessionPath, method: 'DELETE', body: undefined })
}
