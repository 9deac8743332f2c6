import type { Texts } from '../en/en.ts'

export const pages: Texts['pages'] = {
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
}
