export { pages } from '#shared/shell/texts/en.ts'
