/** Of a stack from the bottom up. Each has 3:1 or more against the page, in both themes. */
export const seriesColours = [
  'light-dark(#0d7a6b, #3fc7b0)',
  'light-dark(#3b5b8c, #8fb0e6)',
  'light-dark(#a14a07, #e0a33a)',
  'light-dark(#7a4a8a, #c79bd8)',
  'light-dark(#6b5b1f, #cdbb6a)',
  'light-dark(#6d6b65, #95938b)',
] as const
export const errorColour = 'var(--color-red)'

/** A colour as a canvas wants it: what it comes to in this theme. */
export function resolveColour(colour: string, beside: HTMLElement): string {
  const probe = document.createElement('span')
  probe.style.color = colour
  beside.append(probe)
  const resolved = getComputedStyle(probe).color
  probe.remove()
  return resolved
}
