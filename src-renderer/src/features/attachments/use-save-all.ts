import { shallowRef } from 'vue'
import { bytePaths } from '#shared/api/links.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'

/** Browsers drop downloads that begin at once. */
const pauseMs = 250

/** Saves all files of a message, one after the other; a browser may ask whether it shall. */
export function useSaveAll() {
  const isSaving = shallowRef(false)

  async function saveAll({ id, attachments }: MessageDetail): Promise<void> {
    isSaving.value = true
    for (const attachment of attachments) {
      const link = document.createElement('a')
      link.href = bytePaths.attachment(id, attachment.id)
      link.download = attachment.filename ?? ''
      link.click()
      await new Promise(resolve => setTimeout(resolve, pauseMs))
    }
    isSaving.value = false
  }

  return { isSaving, saveAll }
}
