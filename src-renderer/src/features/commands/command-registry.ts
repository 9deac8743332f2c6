import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { allCommands, type Command, type CommandId } from './commands.ts'

/** `stroke` is the key that called for it; empty from the palette or a menu. */
export type CommandHandler = (stroke: string) => void
export type CommandHandlers = Partial<
  Record<CommandId, CommandHandler | { run: CommandHandler; enabled: () => boolean }>
>

/** Who answers for which command right now: the components that are there. */
export const useCommandRegistry = defineStore('commands', () => {
  /** The strokes of a sequence that has begun: what may come next is shown. */
  const begun = shallowRef('')
  const layers = shallowRef<readonly CommandHandlers[]>([])

  /** The commands that somebody answers for, whether or not there is something to do at the moment. */
  const offered = computed<readonly Command[]>(() =>
    allCommands.filter(({ id }) => layers.value.some(handlers => handlers[id])),
  )

  function add(handlers: CommandHandlers): () => void {
    layers.value = [...layers.value, handlers]
    return () => {
      layers.value = layers.value.filter(layer => layer !== handlers)
    }
  }

  /** Whoever came last answers. */
  function handlerOf(id: CommandId) {
    const handler = layers.value.findLast(handlers => handlers[id])?.[id]
    return typeof handler === 'function' ? { run: handler, enabled: () => true } : handler
  }

  function isEnabled(id: CommandId): boolean {
    return handlerOf(id)?.enabled() ?? false
  }

  /** False when there is nothing to do. */
  function run(id: CommandId, stroke = ''): boolean {
    const handler = handlerOf(id)
    if (!handler?.enabled()) return false
    handler.run(stroke)
    return true
  }

  return { begun, offered, add, isEnabled, run }
})
