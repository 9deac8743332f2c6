import { drawAxis, type DrawnAxis } from './axis.ts'
import type { Axis, ChartReport, Line } from './chart.ts'

const size = { width: 720, height: 360 }
/** Around the plot: room for the title and legend, and for the numbers. */
const edge = { left: 70, right: 40, top: 64, bottom: 52 }
const plot = {
  width: size.width - edge.left - edge.right,
  height: size.height - edge.top - edge.bottom,
}
/** Up to so many points are marked; more make a line by themselves. */
const markedPoints = 30
const legendStep = 120

/** It brings its own background, so that it can be read wherever it is shown, by day and by night. */
const style = `
  .ground { fill: #fff } text { fill: #24292f; font: 12px system-ui, sans-serif } .title { font-size: 14px; font-weight: 600 }
  .grid { stroke: #d0d7de; stroke-width: 1 } .line { fill: none; stroke-width: 2; stroke-linejoin: round }
  ${colours(['#0969da', '#cf222e', '#1a7f37', '#8250df', '#bc4c00', '#57606a'])}
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } text { fill: #e6edf3 } .grid { stroke: #30363d }
    ${colours(['#58a6ff', '#ff7b72', '#3fb950', '#bc8cff', '#f0883e', '#8b949e'])}
  }`

/** A chart as an SVG that needs nothing else: lines over two axes. */
export function drawChart({ title, x, y, lines }: ChartReport): string {
  const points = lines.flatMap(line => line.points)
  const across = drawAxis(
    x,
    points.map(point => point[0]),
    false,
  )
  const up = drawAxis(
    y,
    points.map(point => point[1]),
    true,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${style}</style>`,
    `<rect class="ground" width="${size.width}" height="${size.height}"/>`,
    text(edge.left, 24, title, 'start', 'title'),
    ...lines.map(({ name }, index) => legend(name, index)),
    ...gridOf(across, up),
    text(edge.left + plot.width, size.height - 10, caption(x), 'end'),
    text(edge.left - 8, edge.top - 12, caption(y), 'end'),
    ...lines.map((line, index) => drawLine(line, index, across, up)),
    '</svg>\n',
  ].join('\n')
}

function gridOf(across: DrawnAxis, up: DrawnAxis): string[] {
  const bottom = edge.top + plot.height
  return [
    ...up.ticks.flatMap(value => {
      const top = toTop(up, value)
      return [
        `<path class="grid" d="M${edge.left} ${top}h${plot.width}"/>`,
        text(edge.left - 8, top + 4, tick(value), 'end'),
      ]
    }),
    ...across.ticks.map(value => text(toLeft(across, value), bottom + 18, tick(value), 'middle')),
  ]
}

function drawLine({ points }: Line, index: number, across: DrawnAxis, up: DrawnAxis): string {
  const drawn = points.map(([x, y]) => [toLeft(across, x), toTop(up, y)] as const)
  const path = drawn.map(([left, top], at) => `${at === 0 ? 'M' : 'L'}${left} ${top}`).join('')
  const marks = drawn.length > markedPoints ? [] : drawn
  return [
    `<path class="line c${index % 6}" d="${path}"/>`,
    ...marks.map(([left, top]) => `<circle class="dot c${index % 6}" cx="${left}" cy="${top}" r="3"/>`),
  ].join('')
}

function legend(name: string, index: number): string {
  const left = edge.left + 60 + index * legendStep
  return `<path class="line c${index % 6}" d="M${left} 42h18"/>${text(left + 24, 46, name, 'start')}`
}

const toLeft = ({ place }: DrawnAxis, value: number) => rounded(edge.left + place(value) * plot.width)
const toTop = ({ place }: DrawnAxis, value: number) => rounded(edge.top + (1 - place(value)) * plot.height)
const rounded = (value: number) => Math.round(value * 10) / 10
const tick = (value: number) => Number(value.toPrecision(6)).toLocaleString('en-US')
const caption = ({ label, unit }: Axis) => (label.endsWith(unit) ? label : `${label} (${unit})`)

function text(x: number, y: number, content: string, anchor: string, name = ''): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${name ? ` class="${name}"` : ''}>${escaped(content)}</text>`
}

function colours(values: string[]): string {
  return values
    .map((value, at) => `.line.c${at} { stroke: ${value} } .dot.c${at} { fill: ${value} }`)
    .join(' ')
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
