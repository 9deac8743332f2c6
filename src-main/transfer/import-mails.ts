import { AppError } from '#shared/api/errors.ts'
import { createAddressing, type AddressDeps, type Destination, type NewMail } from './address-mail.ts'
import { findMails, type Found, type UploadedFile } from './find-mails.ts'
import { createInFlight } from './in-flight.ts'
import { createRoom, NoRoom, type Room } from './room.ts'

export type ImportDeps = AddressDeps & {
  /** The one way in. Answers why some recipients did not get it; rejects when none did. */
  ingest: (mail: NewMail) => Promise<AppError[]>
  /** How much is kept of all mail, as the settings say; null is no limit. */
  room: () => Room
}

/** Who is told while it goes on, and says when to stop. */
type Listener = {
  signal: AbortSignal
  tell: (progress: { done: number; counts: Record<string, number> }) => void
  leaveOut: (name: string, message: string) => void
}

type Import = { files: readonly UploadedFile[]; destination: Destination }

/**
 * Puts the mails of files into the store, as many at a time as it takes. One that is not taken is noted and the others
 * go on, until the store itself cannot be written or the import alone is more than is kept.
 */
export async function importMails(
  deps: ImportDeps,
  { files, destination }: Import,
  { signal, tell, leaveOut }: Listener,
): Promise<void> {
  const addressed = createAddressing(deps, destination)
  const takeRoom = createRoom(deps.room)
  const inFlight = createInFlight()
  const counts = { imported: 0, duplicates: 0 }
  let done = 0
  let broken: AppError | undefined

  const onRead = (bytes: number) => void (done += bytes)
  const fail = (name: string, error: unknown) => {
    if (error instanceof AppError && (error.code === 'unavailable' || error instanceof NoRoom)) broken = error
    leaveOut(name, error instanceof Error ? error.message : String(error))
  }
  const store = async (name: string, mail: NewMail): Promise<void> => {
    try {
      const refusals = await deps.ingest(mail)
      counts.imported++
      for (const refusal of refusals) leaveOut(name, refusal.message)
    } catch (error) {
      fail(name, error)
    }
  }
  const take = async (found: Found): Promise<void> => {
    if ('failure' in found) return leaveOut(found.name, found.failure)
    const { name, raw, date } = found
    try {
      const mail = await addressed(raw, date)
      if (!mail) return void counts.duplicates++
      takeRoom(mail)
      await inFlight.add(raw.length, () => store(name, mail))
    } catch (error) {
      fail(name, error)
    }
  }

  try {
    for (const file of files) {
      for await (const found of findMails(file, { onRead, signal })) {
        signal.throwIfAborted()
        if (broken) throw broken
        await take(found)
        tell({ done, counts })
      }
    }
  } finally {
    // What is on its way is stored, and counted.
    await inFlight.drained()
    tell({ done, counts })
  }
  if (broken) throw broken
}
