const steps = [0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2] as const

/** The next larger or smaller zoom; the same at the ends. */
export function stepZoom(zoom: number, by: 1 | -1): number {
  if (by === 1) return steps.find(step => step > zoom) ?? zoom
  return steps.findLast(step => step < zoom) ?? zoom
}
