import type { Texts } from '../en/en.ts'

export const pages: Texts['pages'] = {
  services: 'Эмуляция сервисов',
}
