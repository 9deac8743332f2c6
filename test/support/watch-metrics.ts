import { valueOf } from './parse-exposition.ts'
import type { TestApp } from './start-app.ts'

type Labels = Record<string, string>

/** The metrics of an application, as a scraper gets them. */
export function watchMetrics(app: () => TestApp) {
  const scrape = async (): Promise<string> => (await fetch(`${app().url}/metrics`)).text()
  const value = async (name: string, labels: Labels = {}): Promise<number> =>
    valueOf(await scrape(), name, labels)

  return {
    scrape,
    /** The sum of all lines with these labels. */
    value,
    /** By how much a value moves while something happens. */
    async moves(name: string, labels: Labels, happens: () => Promise<unknown>) {
      const before = await value(name, labels)
      await happens()
      return { by: async () => (await value(name, labels)) - before }
    },
  }
}
