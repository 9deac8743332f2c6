import type { UpdateState } from '#shared/shell/updates.ts'

export type Installation = {
  isPackaged: boolean
  platform: NodeJS.Platform
  /** Set by the portable program of Windows. */
  portableFile: string | undefined
  /** Set by an AppImage: the file that runs, and that an update replaces. */
  appImage: string | undefined
  /** The build was told where its updates come from (app-update.yml). */
  hasPlace: boolean
}

/** Why an installation does not replace itself; null when it does. What a package manager installed is that one's to replace. */
export function whyManual(installation: Installation): UpdateState['manual'] {
  const { isPackaged, platform, portableFile, appImage, hasPlace } = installation
  if (!isPackaged) return 'development'
  if (portableFile) return 'portable'
  if (platform === 'linux' && !appImage) return 'packages'
  return hasPlace ? null : 'no_place'
}
