type Step = () => unknown

/** Runs every step, one after the other, also when one fails; rejects with the first failure once all have run. */
export async function runAll(steps: Step[]): Promise<void> {
  const failures: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
