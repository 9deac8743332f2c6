import type { Texts } from '../en/en.ts'

export const appearance: Texts['appearance'] = {
  theme: { system: 'Тема: как в системе', light: 'Тема: светлая', dark: 'Тема: тёмная' },
  density: { comfortable: 'Плотность: просторно', compact: 'Плотность: компактно' },
  language: 'Язык: {name}',
  short: {
    theme: 'Тема',
    themes: { system: 'Как в системе', light: 'Светлая', dark: 'Тёмная' },
    density: 'Плотность',
    densities: { comfortable: 'Просторно', compact: 'Компактно' },
    language: 'Язык',
    systemLanguage: 'Как в системе',
  },
  systemLanguage: 'как в системе',
}
