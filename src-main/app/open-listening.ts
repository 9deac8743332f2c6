import type { Config } from '../config/schema.ts'
import type { SettingsRepository } from '../settings/repository.ts'
import { createListening, type InForce, type ListeningState } from './listening.ts'

type Deps = {
  config: Config
  repository: SettingsRepository
  /** Of the application that this one takes the place of. */
  inForce: InForce | undefined
}

/** What to listen on, by the store's settings. Ports are this machine's: a store that came from elsewhere gets ours. */
export async function openListening({ config, repository, inForce }: Deps): Promise<ListeningState> {
  if (inForce) await repository.saveKeptServer(inForce.kept)
  const kept = inForce?.kept ?? (await repository.loadKeptServer())
  return createListening({ config, kept, inForce: inForce?.listening })
}
