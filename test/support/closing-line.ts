import type { Reporter, TestModule } from 'vitest/node'

/** Ends the output with one line that any tool can read: `N passed, N failed, N skipped`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const states = modules.flatMap(module => [...module.children.allTests()].map(test => test.result().state))
    const count = (state: string) => states.filter(one => one === state).length
    // A file that could not even be loaded has no tests, but it failed.
    const broken = modules.filter(
      module => module.state() === 'failed' && [...module.children.allTests()].length === 0,
    ).length
    process.stdout.write(
      `\n${count('passed')} passed, ${count('failed') + broken + errors.length} failed, ${count('skipped')} skipped\n`,
    )
  }
}
