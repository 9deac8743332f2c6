import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder that each system keeps for what a program can make again; the user's own, like the one for data. */
export function compileCacheDir(env: Record<string, string | undefined>, platform: NodeJS.Platform): string {
  return join(cacheDir(env, platform), 'compiled')
}

function cacheDir(env: Record<string, string | undefined>, platform: NodeJS.Platform): string {
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Mayfly', 'Cache')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Mayfly')
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'mayfly')
}
