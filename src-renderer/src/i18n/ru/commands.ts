import { commands as labels } from '#shared/shell/texts/ru.ts'
import type { Texts } from '../en/en.ts'

export const commands: Texts['commands'] = {
  ...labels,
  groups: {
    move: 'Перемещение',
    select: 'Выделение',
    message: 'Письмо',
    mailbox: 'Ящики',
    go: 'Перейти',
    window: 'Окно',
  },
  help: {
    title: 'Сочетания клавиш',
    search: 'Найти команду или клавишу',
    none: 'Нет команды с «{text}».',
  },
}
