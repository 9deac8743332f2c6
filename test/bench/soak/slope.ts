/** A straight line through points by least squares: how much `y` grows for each unit of `x`, and the standard error of that. */
export type Slope = { growth: number; error: number }

/** NaN for less than three points, through which any line would do. */
export function slopeOf(points: readonly { x: number; y: number }[]): Slope {
  if (points.length < 3) return { growth: NaN, error: NaN }
  const meanX = meanOf(points.map(({ x }) => x))
  const meanY = meanOf(points.map(({ y }) => y))
  const spreadX = sumOf(points.map(({ x }) => (x - meanX) ** 2))
  const growth = sumOf(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spreadX
  const missed = sumOf(points.map(({ x, y }) => (y - meanY - growth * (x - meanX)) ** 2))
  return { growth, error: Math.sqrt(missed / (points.length - 2) / spreadX) }
}

const sumOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0)
const meanOf = (values: number[]): number => sumOf(values) / values.length
