import { z } from 'zod'
import { UpdateChannel } from '#shared/shell/updates.ts'
import { WindowPlace } from './window/window-place.ts'
import { languages, type Language } from '#shared/shell/languages.ts'

/**
 * What the desktop remembers of itself, beside the store and not in it. Each field falls back by itself (`catch`), so that
 * a file of another version, or one that somebody edited, costs no more than what cannot be read of it.
 */
const ShellFields = z.object({
  /** What the window spoke last; null before it ever did. */
  language: z
    .enum(Object.keys(languages) as [Language, ...Language[]]) // the names of its own fields
    .nullable()
    .catch(null),
  /** Where a file was saved last. */
  saveFolder: z.string().nullable().catch(null),
  /** Whether new mail is told of outside of the window. */
  notifications: z.boolean().catch(true),
  /** Where new versions come from, and whether they are asked for daily: not before the person says so. */
  updateChannel: UpdateChannel.catch('stable'),
  updatesAutomatic: z.boolean().catch(false),
  /** Where the window was, by the arrangement of the displays; the one that was used last comes last. */
  windowPlaces: z.record(z.string(), WindowPlace).catch({}),
  /** What closing the window means. */
  onClose: z.enum(['ask', 'hide', 'quit']).catch('ask'),
})
export type ShellFields = z.infer<typeof ShellFields>

/** The part of electron-store that is used: it writes at once, and a file is whole or as before. */
type Kept = { store: Record<string, unknown> }

export type ShellState = ReturnType<typeof createShellState>

/** Reads once, writes what changes, and tells whoever listens. */
export function createShellState(kept: Kept) {
  let fields = ShellFields.parse(kept.store)
  const listeners = new Set<(fields: ShellFields) => void>()

  return {
    current: (): ShellFields => fields,
    change(part: Partial<ShellFields>): void {
      const next = { ...fields, ...part }
      if (JSON.stringify(next) === JSON.stringify(fields)) return
      fields = next
      kept.store = fields
      for (const listener of listeners) listener(fields)
    },
    onChange(listener: (fields: ShellFields) => void): void {
      listeners.add(listener)
    },
  }
}
