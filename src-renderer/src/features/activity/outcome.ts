import type { SmtpSession } from '#shared/api/sessions.ts'

export type Outcome = 'open' | 'refused' | 'partly' | 'accepted' | 'nothing'

type Facts = Pick<SmtpSession, 'endedAt' | 'accepted' | 'refused'>

/** How a session went, in one word. One that is still open may yet bring mail, but a refusal shows at once. */
export function outcomeOf({ endedAt, accepted, refused }: Facts): Outcome {
  if (refused > 0) return accepted > 0 ? 'partly' : 'refused'
  if (endedAt === null) return 'open'
  return accepted > 0 ? 'accepted' : 'nothing'
}

export const outcomeTones = {
  open: 'soon',
  refused: 'bad',
  partly: 'soon',
  accepted: 'good',
  nothing: 'off',
} as const
