import { expect, test } from 'vitest'
import { languageOf, localeOf } from './languages.ts'

test('the system decides by the first language that the window speaks', () => {
  expect(languageOf('system', ['de-AT', 'ru-RU', 'en-GB'])).toBe('ru')
  expect(languageOf('system', ['de-AT', 'en-GB', 'ru-RU'])).toBe('en')
  expect(languageOf('system', ['de'])).toBe('en')
  expect(languageOf('system', [])).toBe('en')
  expect(languageOf('en', ['ru-RU'])).toBe('en')
})

test('dates are as the person writes them, in the chosen language', () => {
  expect(localeOf('system', ['de-AT', 'en-GB'])).toBe('de-AT')
  expect(localeOf('en', ['de-AT', 'en-GB'])).toBe('en-GB')
  expect(localeOf('en', ['de-AT'])).toBe('en')
  expect(localeOf('ru', ['en-GB', 'ru-KZ'])).toBe('ru-KZ')
})
