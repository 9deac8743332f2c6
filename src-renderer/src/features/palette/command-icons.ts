import {
  ArrowDown,
  ArrowUp,
  Download,
  MailX,
  Upload,
  ChevronRight,
  CodeXml,
  CornerDownLeft,
  Inbox,
  Keyboard,
  MailOpen,
  PanelLeft,
  Rows3,
  Pin,
  Plus,
  Search,
  Sparkles,
  SquareCheck,
  Trash2,
  Undo2,
  X,
} from '@lucide/vue'
import type { Component } from 'vue'
import type { CommandId } from '../commands/commands.ts'
import { pages } from '../sidebar/pages.ts'

const icons: Partial<Record<CommandId, Component>> = {
  'list.next': ArrowDown,
  'list.previous': ArrowUp,
  'list.open': CornerDownLeft,
  'list.search': Search,
  'list.leave': X,
  'list.select': SquareCheck,
  'list.selectAll': SquareCheck,
  'message.toggleUnread': MailOpen,
  'message.togglePinned': Pin,
  'message.remove': Trash2,
  'message.copyAsTest': CodeXml,
  'mailbox.create': Plus,
  'mail.import': Upload,
  'mail.export': Download,
  'mail.deleteAll': MailX,
  'go.all': Inbox,
  'go.pinned': Pin,
  'go.news': Sparkles,
  'window.undo': Undo2,
  'window.sidebar': PanelLeft,
  'window.list': Rows3,
  'window.help': Keyboard,
}

export function iconOf(id: CommandId): Component {
  return icons[id] ?? pages.find(({ route }) => `go.${route}` === id)?.icon ?? ChevronRight
}
