import type * as English from './en.ts'

export const commands: typeof English.commands = {
  list: {
    next: 'Следующее письмо',
    previous: 'Предыдущее письмо',
    open: 'Открыть письмо',
    search: 'Поиск',
    leave: 'Закрыть письмо',
    select: 'Выделить письмо',
    extendNext: 'Выделить и следующее',
    extendPrevious: 'Выделить и предыдущее',
    selectAll: 'Выделить все',
  },
  message: {
    toggleUnread: 'Прочитано или нет',
    togglePinned: 'Закрепить или открепить',
    remove: 'Удалить',
    previousTab: 'Предыдущий вид письма',
    nextTab: 'Следующий вид письма',
    showTab: 'Вид по номеру',
    copyAsTest: 'Скопировать как тест',
  },
  mailbox: { create: 'Новый ящик' },
  mail: {
    import: 'Импорт писем',
    export: 'Экспорт писем',
    deleteAll: 'Удалить все письма',
    pause: 'Приостановить или возобновить приём',
  },
  window: {
    palette: 'Все команды',
    undo: 'Отменить',
    sidebar: 'Показать или скрыть боковую панель',
    list: 'Показать или скрыть список рядом с письмом',
    help: 'Сочетания клавиш',
  },
}

export const pages: typeof English.pages = {
  all: 'Вся почта',
  pinned: 'Закреплённые',
  keys: 'Ключи',
  accounts: 'Аккаунты и тарифы',
  domains: 'Домены',
  usage: 'Использование',
  activity: 'Активность',
  webhooks: 'Вебхуки',
  services: 'Эмуляция сервисов',
  connect: 'Подключение',
  settings: 'Настройки',
  news: 'Что нового',
}

export const print: typeof English.print = {
  from: 'От',
  to: 'Кому',
  cc: 'Копия',
  date: 'Дата',
  noSubject: '(без темы)',
}

const mails = new Intl.PluralRules('ru')
const mailWords: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'новое письмо', few: 'новых письма' }

export const notifications: typeof English.notifications = {
  code: code => `Код ${code}`,
  copy: 'Скопировать код',
  many: n => `${n.toLocaleString('ru')} ${mailWords[mails.select(n)] ?? 'новых писем'}`,
}

export const files: typeof English.files = { pdf: 'PDF', picture: 'Картинка' }
