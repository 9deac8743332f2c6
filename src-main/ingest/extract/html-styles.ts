import { countCssUrls, isHiddenStyle } from './html-values.ts'

type Style = { isHidden: boolean; remoteCount: number }

export const noStyle: Style = { isHidden: false, remoteCount: 0 }

// Enough for the styles of a page; what comes later is read anew.
const MAX_KNOWN = 200

/** What the styles of a page mean; the same few stand on hundreds of its tags. */
export function createStyles() {
  const known = new Map<string, Style>()
  return {
    read(written: string): Style {
      const style = known.get(written)
      if (style !== undefined) return style
      const read = { isHidden: isHiddenStyle(written), remoteCount: countCssUrls(written) }
      if (known.size < MAX_KNOWN) known.set(written, read)
      return read
    },
  }
}
