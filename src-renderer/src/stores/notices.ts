import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export type Notice = { id: number; text: string; tone: 'plain' | 'problem' }

const shownMs = 4000

/** Short news at the foot of the window, also read out. */
export const useNotices = defineStore('notices', () => {
  const items = shallowRef<Notice[]>([])
  let lastId = 0

  function add(text: string, tone: Notice['tone'] = 'plain'): void {
    const notice = { id: ++lastId, text, tone }
    items.value = [...items.value.slice(-2), notice]
    setTimeout(() => dismiss(notice.id), shownMs)
  }

  function dismiss(id: number): void {
    items.value = items.value.filter(notice => notice.id !== id)
  }

  return { items, add, dismiss }
})
