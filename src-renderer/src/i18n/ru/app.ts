import type { Texts } from '../en/en.ts'

export const app: Texts['app'] = {
  copy: 'Копировать',
  copied: 'Скопировано',
  copyFailed: 'Доступ к буферу обмена запрещён.',
  undo: 'Отменить',
  save: 'Сохранить',
  cancel: 'Отмена',
  close: 'Закрыть',
  retry: 'Повторить',
  loading: 'Загрузка…',
  failed: 'Не получилось',
  notFetched: 'Эту часть не удалось загрузить',
  pageNotFetched: 'Страницу не удалось загрузить',
  linkRefused: 'Открываются только веб-ссылки и адреса почты.',
  unknownLink: 'Эта ссылка не ведёт ни к ящику, ни к письму Mayfly.',
  resizeSidebar: 'Ширина боковой панели',
  resizeList: 'Ширина списка писем',
  skipToList: 'Перейти к письмам',
  skipToPage: 'Перейти к странице',
}
