/**
 * Lets so many of a crowd do something in one turn of the event loop, at once, and the others in the turns that follow, in the
 * order they came: a thousand callers that leave together are otherwise a tenth of a second in which nobody else is served.
 */
export function createTurns(most: number) {
  const waiting: (() => void)[] = []
  let isCounting = false
  let done = 0

  function begin(): void {
    done = 0
    isCounting = waiting.length > 0
    if (isCounting) setImmediate(begin)
    // Taken out first: what is done may bring more, which is for the next turn.
    const due = waiting.splice(0, most)
    done = due.length
    try {
      for (let task = due.shift(); task; task = due.shift()) task()
    } finally {
      // One that throws takes nobody's turn but its own.
      waiting.unshift(...due)
    }
  }

  return {
    run(task: () => void): void {
      if (!isCounting) {
        isCounting = true
        setImmediate(begin)
      }
      if (done >= most || waiting.length > 0) return void waiting.push(task)
      done++
      task()
    },
  }
}
