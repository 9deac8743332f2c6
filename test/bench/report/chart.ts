/** What a line is drawn over; `log` where values span several powers of ten. */
export type Axis = { label: string; unit: string; scale?: 'log' }

/** A picture of a row, besides its table. The key tells the charts of a row apart. */
export type Chart = { key: string; title: string; x: Axis; y: Axis }

export type Line = { name: string; points: [x: number, y: number][] }

export type ChartReport = Chart & { lines: Line[] }

/** Collects points by chart and line, in the order they come. */
export function createPlotter(charts: readonly Chart[]) {
  const lines = new Map(charts.map(({ key }) => [key, new Map<string, Line>()]))
  return {
    add(chart: string, x: number, y: number, name: string): void {
      const of = lines.get(chart)
      if (!of) throw new Error(`The row has no chart ${chart}`)
      const line = of.get(name) ?? { name, points: [] }
      of.set(name, line)
      line.points.push([x, y])
    },
    lines: (chart: string): Line[] => [...(lines.get(chart)?.values() ?? [])],
  }
}
