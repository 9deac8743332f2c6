import { useStorage } from '@vueuse/core'
import { defineStore } from 'pinia'

/** What this window remembers for its person; never sent anywhere. */
export const usePreferences = defineStore('preferences', () => {
  const sidebarWidth = useStorage('mayfly.sidebarWidth', 236)
  const listWidth = useStorage('mayfly.listWidth', 380)
  /** Whether an open message leaves the list in sight. */
  const listBeside = useStorage('mayfly.listBeside', true)
  const sidebarShown = useStorage('mayfly.sidebarShown', true)
  const archivedShown = useStorage('mayfly.archivedShown', false)
  const morePagesShown = useStorage('mayfly.morePagesShown', false)
  const previewWidth = useStorage<'phone' | 'tablet' | 'desktop'>('mayfly.previewWidth', 'desktop')
  const previewDark = useStorage('mayfly.previewDark', false)
  const previewZoom = useStorage('mayfly.previewZoom', 1)
  const wrapSource = useStorage('mayfly.wrapSource', true)
  const snippetLanguage = useStorage('mayfly.snippetLanguage', 'curl')
  /** Ids of the palette's entries, the last used first. */
  const recentCommands = useStorage<string[]>('mayfly.recentCommands', [])
  const guideLanguage = useStorage('mayfly.guideLanguage', 'node')

  return {
    sidebarWidth,
    listWidth,
    listBeside,
    sidebarShown,
    archivedShown,
    morePagesShown,
    previewWidth,
    previewDark,
    previewZoom,
    wrapSource,
    snippetLanguage,
    guideLanguage,
    recentCommands,
  }
})
