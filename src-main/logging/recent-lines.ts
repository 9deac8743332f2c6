/** Enough to see what led to a fault; a stack is one line. */
const maxLines = 300
const maxLineChars = 4_000

/** Remembers the last lines of the log, for a report that a person asks for. */
export function createRecentLines() {
  const lines: string[] = []
  return {
    write(text: string): void {
      lines.push(text.trimEnd().slice(0, maxLineChars))
      if (lines.length > maxLines) lines.shift()
    },
    all: (): string[] => [...lines],
  }
}
