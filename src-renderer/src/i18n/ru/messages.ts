import type { Texts } from '../en/en.ts'

export const messages: Texts['messages'] = {
  selected: 'Выбрано {n} | Выбрано {n} | Выбрано {n}',
  selectWhole: 'Выбрать все {n}',
  selectWholeShort: 'Все {n}',
  clear: 'Снять выделение',
  open: 'Открыть',
  openBeside: 'Открыть в новом окне',
  copyLink: 'Скопировать ссылку',
  markRead: 'Отметить прочитанным',
  markUnread: 'Отметить непрочитанным',
  pin: 'Закрепить',
  unpin: 'Открепить',
  tag: 'Метки…',
  copyCode: 'Скопировать код {code}',
  copySender: 'Скопировать адрес отправителя',
  copyRecipient: 'Скопировать адрес получателя',
  searchSender: 'Найти письма отправителя',
  remove: 'Удалить',
  removed: 'Удалено {n} письмо | Удалено {n} письма | Удалено {n} писем',
  removedWhole:
    'Удалено {n} письмо, если оно не закреплено | Удалены все {n} письма, кроме закреплённых | Удалены все {n} писем, кроме закреплённых',
  notRemoved: 'Не удалено: {reason}',
  tags: {
    title: 'Метки письма',
    add: 'Метки для {n} письма | Метки для {n} писем | Метки для {n} писем',
    label: 'Метки',
    hint: 'Enter завершает метку. Искать по ней: tag:имя.',
    remove: 'Убрать {tag}',
    save: 'Сохранить',
  },
}
