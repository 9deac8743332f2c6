export { pages } from '#shared/shell/texts/ru.ts'
