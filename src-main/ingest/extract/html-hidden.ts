import { siblingClosedTags, voidTags } from './html-names.ts'

/**
 * What is not displayed (preheaders above all) is no text of the mail: its digits repeat or fake the visible ones.
 * Counting the open elements of one name is enough to find the end, whatever is left unclosed in between.
 */
export function createHiddenTracker() {
  let tagHidden = ''
  let depth = 0
  return {
    active: () => depth > 0,
    open(tag: string, isHidden: boolean) {
      if (depth > 0 && tag === tagHidden) depth = siblingClosedTags.has(tag) ? 0 : depth + 1
      if (!isHidden || depth > 0 || voidTags.has(tag)) return
      tagHidden = tag
      depth = 1
    },
    close(tag: string) {
      if (depth > 0 && tag === tagHidden) depth -= 1
    },
  }
}
