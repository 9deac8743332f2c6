import type { Texts } from '../en/en.ts'

export const palette: Texts['palette'] = {
  placeholder: 'Сделать, найти, перейти…',
  text: 'Введите текст, выберите стрелками и нажмите Enter.',
  search: 'Искать в почте «{text}»',
  now: 'сейчас',
  choose: 'выбрать',
  run: 'выполнить',
  groups: {
    recent: 'Недавнее',
    search: 'Поиск',
    select: 'Выделение',
    message: 'Открытое письмо',
    move: 'Перемещение',
    go: 'Перейти',
    saved: 'Сохранённые запросы',
    mailbox: 'Ящик',
    mailboxes: 'Ящики',
    appearance: 'Оформление',
    window: 'Окно',
  },
}
