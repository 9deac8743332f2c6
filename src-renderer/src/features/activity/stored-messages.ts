import type { SmtpSessionDetail } from '#shared/api/sessions.ts'

/** The mails of a session, as the server named them in its answers: the first of each, and how many more it was. */
export type StoredMail = { id: string; more: number }

const storedAs = /^250 .*stored as ([0-9a-f-]{36})(?: and (\d+) more)?$/

export function storedMessages({ dialogue }: Pick<SmtpSessionDetail, 'dialogue'>): StoredMail[] {
  return dialogue.flatMap(({ from, text }) => {
    const found = from === 'server' ? storedAs.exec(text) : null
    return found?.[1] ? [{ id: found[1], more: Number(found[2] ?? 0) }] : []
  })
}
