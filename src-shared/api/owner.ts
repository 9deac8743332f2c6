import { z } from 'zod'
import { Timestamp } from './fields.ts'
import { operation } from './operation.ts'

export const passwordLength = {
  /** What guessing at the allowed pace cannot reach, and a person still remembers. */
  min: 8,
  /** No sentence is longer; hashing must not be fed without end. */
  max: 200,
} as const

/** The owner's password, by which a browser signs in when the server is reachable from other machines. */
export const Password = z
  .string()
  .min(passwordLength.min, `must have at least ${passwordLength.min} characters`)
  .max(passwordLength.max, `must have at most ${passwordLength.max} characters`)

/** How the caller stands: what a page needs to know before it asks for anything else. */
export const Session = z.object({
  /** This call came from the owner. */
  owner: z.boolean(),
  passwordSet: z.boolean(),
  /** Whoever is on the server's machine is its owner, without signing in. */
  openMode: z.boolean(),
})
export type Session = z.infer<typeof Session>

/** A browser in which the owner signed in. */
const SignedInBrowser = z.object({
  startedAt: Timestamp,
  usedAt: Timestamp,
  /** The one that asks. */
  current: z.boolean(),
})

export const ownerOperations = {
  getSession: operation({
    method: 'GET',
    path: '/session',
    summary: 'Whether the caller is the owner, and how one becomes it.',
    access: 'public',
    output: Session,
  }),
  setPassword: operation({
    method: 'POST',
    path: '/owner/password',
    summary:
      'Sets or changes the password of the owner and ends all other sessions. One that is set must be given as `currentPassword`.',
    access: 'owner',
    body: z.strictObject({
      password: Password,
      currentPassword: z.string().max(passwordLength.max).optional(),
    }),
    output: z.void(),
    status: 204,
  }),
  listOwnerSessions: operation({
    method: 'GET',
    path: '/owner/sessions',
    summary: 'Browsers in which the owner is signed in, newest first.',
    access: 'owner',
    output: z.object({ items: z.array(SignedInBrowser) }),
  }),
  endOtherSessions: operation({
    method: 'DELETE',
    path: '/owner/sessions',
    summary: 'Signs out every browser but the one that asks.',
    access: 'owner',
    output: z.void(),
    status: 204,
  }),
}
