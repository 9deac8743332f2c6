export type Header = { name: string; value: string }

/** The exact test behind `header:Name=value`: names without case, the value anywhere in it, without case too. */
export function headerHas(headers: readonly Header[], name: string, value: string): boolean {
  const wantedName = name.toLowerCase()
  const wantedValue = value.toLowerCase()
  return headers.some(
    header => header.name.toLowerCase() === wantedName && header.value.toLowerCase().includes(wantedValue),
  )
}
