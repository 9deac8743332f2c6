import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder that each system keeps for a user's application data. */
export function defaultDataDir(env: Record<string, string | undefined>, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Mayfly')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Mayfly')
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'mayfly')
}
