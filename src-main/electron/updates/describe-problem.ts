import type { UpdateState } from '#shared/shell/updates.ts'

type Problem = NonNullable<UpdateState['problem']>

/** By the names that Node, Chromium and electron-updater give to what went wrong. */
const reasons: [RegExp, Problem['reason']][] = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|net::ERR_(INTERNET|NAME|NETWORK|CONNECTION|TIMED|ADDRESS|PROXY)/,
    'unreachable',
  ],
  [
    /ERR_UPDATER_(CHANNEL_FILE_NOT_FOUND|LATEST_VERSION_NOT_FOUND|NO_PUBLISHED_VERSIONS)|\b404\b/,
    'nothing_there',
  ],
  [/ERR_UPDATER_INVALID_SIGNATURE|ERR_CHECKSUM_MISMATCH|sha512 checksum mismatch|not signed/i, 'not_genuine'],
]

/** What went wrong in one line, with the reason where it is a known one. */
export function describeProblem(error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? `${String(error.code)} ` : ''
  const text = error instanceof Error ? error.message : String(error)
  const reason = reasons.find(([pattern]) => pattern.test(code + text))?.[1] ?? 'other'
  return { reason, message: text.split('\n', 1)[0]!.slice(0, 300) }
}
