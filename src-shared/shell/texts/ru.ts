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
  remotes: 'Удалённые записи',
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

export const menu: typeof English.menu = {
  about: 'О программе Mayfly',
  settings: 'Настройки…',
  services: 'Службы',
  hide: 'Скрыть Mayfly',
  hideOthers: 'Скрыть остальные',
  unhide: 'Показать все',
  quit: 'Завершить Mayfly',
  file: 'Файл',
  close: 'Закрыть окно',
  edit: 'Правка',
  undo: 'Отменить',
  redo: 'Повторить',
  cut: 'Вырезать',
  copy: 'Копировать',
  paste: 'Вставить',
  selectAll: 'Выделить всё',
  message: 'Письмо',
  go: 'Переход',
  view: 'Вид',
  actualSize: 'Исходный размер',
  zoomIn: 'Увеличить',
  zoomOut: 'Уменьшить',
  fullScreen: 'На весь экран',
  window: 'Окно',
  minimize: 'Свернуть',
  zoom: 'Изменить масштаб',
  front: 'Все окна — на передний план',
  help: 'Справка',
}

const forms: Partial<Record<Intl.LDMLPluralRule, string>> = {
  one: 'непрочитанное письмо',
  few: 'непрочитанных письма',
  many: 'непрочитанных писем',
}
const rules = new Intl.PluralRules('ru')

export const tray: typeof English.tray = {
  receiving: port => `Приём на порту ${port}`,
  notReceiving: 'Почта не принимается',
  paused: 'Приём приостановлен',
  unread: count => (count === 0 ? 'Непрочитанных писем нет' : `${count} ${forms[rules.select(count)]}`),
  open: 'Открыть Mayfly',
  codes: 'Недавние коды',
  copy: { smtp: 'Скопировать адрес SMTP', api: 'Скопировать адрес API' },
  pause: 'Приостановить приём',
  mute: {
    begin: 'Отключить уведомления',
    hour: 'На час',
    tomorrow: 'До завтра',
    end: 'Включить уведомления',
  },
}

export const closing: typeof English.closing = {
  title: 'Продолжать приём почты?',
  text: 'Mayfly может работать и без окна: его вернёт значок возле часов. После завершения почта не принимается.',
  hide: 'Продолжать работу',
  quit: 'Завершить',
  cancel: 'Отмена',
  remember: 'Поступать так всегда',
}

export const crashed: typeof English.crashed = {
  title: 'Окно снова перестало работать',
  text: 'Почта принимается, ничего не потеряно. Загрузите окно заново или завершите Mayfly.',
  reload: 'Загрузить заново',
  quit: 'Завершить',
}

export const hanging: typeof English.hanging = {
  title: 'Окно не отвечает',
  text: 'Почта принимается. Подождите немного или загрузите окно заново.',
  wait: 'Подождать',
  reload: 'Загрузить заново',
}

export const unusableStore: typeof English.unusableStore = {
  title: 'Mayfly не может открыть свою почту',
  folder: 'Выбрать другую папку…',
  backup: 'Открыть резервную копию…',
  quit: 'Завершить',
  chooseFolder: 'Где Mayfly будет хранить почту',
  chooseBackup: 'Резервная копия, которая займёт место хранилища',
  backups: 'Резервные копии Mayfly',
  restoreFailed: 'Не удалось открыть резервную копию',
}
