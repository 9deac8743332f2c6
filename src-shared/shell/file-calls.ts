import { z } from 'zod'

const id = z.string().min(1).max(100)

/** A file that was saved: its name, and what to ask for to see it in its folder. */
export const SavedFile = z.object({ token: z.string(), name: z.string() })
export type SavedFile = z.infer<typeof SavedFile>

/** A whole message as .eml, or one of its attachments. */
export const DraggedItem = z.strictObject({ messageId: id, attachmentId: id.optional() })
export type DraggedItem = z.infer<typeof DraggedItem>

/** Widths that screens of people have. */
const pictureWidth = z.int().min(280).max(2000)

/** Files out of the window, asked for by what is in the store and never by a path. Null: the dialog was closed. */
export const fileCalls = {
  /** All attachments of a message, into a folder that the person chooses. */
  saveAttachments: {
    input: z.strictObject({ messageId: id }),
    output: z.object({ saved: SavedFile, count: z.int() }).nullable(),
  },
  savePdf: { input: z.strictObject({ messageId: id }), output: SavedFile.nullable() },
  /** The system's dialog for printers. */
  printMessage: { input: z.strictObject({ messageId: id }), output: z.void() },
  /** A message as wide as said and as high as it is; `cut` when that is more than a picture can be. */
  savePicture: {
    input: z.strictObject({ messageId: id, width: pictureWidth }),
    output: z.object({ saved: SavedFile, cut: z.boolean() }).nullable(),
  },
  copyPicture: {
    input: z.strictObject({ messageId: id, width: pictureWidth }),
    output: z.object({ cut: z.boolean() }),
  },
  /** Shows a file that was saved; false when it is no longer known. */
  revealSaved: { input: z.strictObject({ token: z.string().max(100) }), output: z.boolean() },
  /** Goes on with a drag that began in the window, as one of files. */
  dragOut: { input: z.strictObject({ items: z.array(DraggedItem).min(1).max(100) }), output: z.void() },
}
