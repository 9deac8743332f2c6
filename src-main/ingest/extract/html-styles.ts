import { countCssUrls, isHiddenStyle } from './html-values.ts'

type Style = { isHidden: boolean; remoteCount: number }

export const noStyle: Style = { isHidden: false, remoteCount: 0 }

/** What the styles of a page mean; the same few stand on hundreds of its tags. */
export function createStyles() {
  const known = new Map<string, Style>()
  return {
    read(written: string): Style {
      const style = known.get(written) ?? {
        isHidden: isHiddenStyle(written),
        remoteCount: countCssUrls(written),
      }
      known.set(written, style)
      return style
    },
  }
}
