import { actionPaths, actionWords, refusedWords } from './action-words.ts'
import type { FoundLink } from './found-link.ts'

// A mail asks for one thing, rarely two; more would be a menu, not an action.
const MAX_ACTIONS = 5

/** The links a reader was sent the mail for: confirm, verify, reset, sign in, accept. In the order of the mail. */
export function actionLinks(links: FoundLink[]): FoundLink[] {
  return links.filter(isAction).slice(0, MAX_ACTIONS)
}

function isAction({ url, text }: FoundLink): boolean {
  if (refusedWords.test(text)) return false
  // "Click here" and addresses written out say nothing; then the address itself has to.
  return actionWords.test(text) || actionPaths.test(pathOf(url))
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]*/i, '')
}
