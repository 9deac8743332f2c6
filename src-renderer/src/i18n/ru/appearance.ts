import type { Texts } from '../en/en.ts'

export const appearance: Texts['appearance'] = {
  theme: { system: 'Тема: как в системе', light: 'Тема: светлая', dark: 'Тема: тёмная' },
  density: { comfortable: 'Плотность: просторно', compact: 'Плотность: компактно' },
  language: 'Язык: {name}',
  systemLanguage: 'как в системе',
}
