import { readFileSync, writeFileSync } from 'node:fs'

export type MemoryUse = { rssMb: number; peakMb: number }

/** Clock ticks a second in /proc; fixed for programs on every Linux of the last decades. */
const ticks = 100

/** Resident memory now and at its highest since the last reset. NaN where there is no /proc. */
export function memoryOf(pid: number): MemoryUse {
  const status = readProc(`${pid}/status`)
  const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? NaN)
  return { rssMb: kilobytes('VmRSS') / 1024, peakMb: kilobytes('VmHWM') / 1024 }
}

/** Starts the peak anew (proc(5), clear_refs). */
export function resetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
  } catch {
    // Then the peak counts from the start of the process.
  }
}

/** CPU time of all threads, in milliseconds. */
export function cpuMsOf(pid: number): number {
  // The name, in parentheses, may hold spaces; user and system time are the 12th and 13th after it.
  const fields = readProc(`${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ')
  return ((Number(fields[11] ?? NaN) + Number(fields[12] ?? NaN)) / ticks) * 1000
}

/** What all processors had to do since the machine started, in ticks; `stolen` was kept by the host for other machines. NaN where there is no /proc. */
export type ProcessorTime = { all: number; stolen: number }

export function processorTime(): ProcessorTime {
  // proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal; guests are in user.
  const spent = readProc('stat').split('\n')[0]!.split(/\s+/).slice(1, 9).map(Number)
  return { all: spent.reduce((sum, one) => sum + one, 0), stolen: spent[7] ?? NaN }
}

/** The share, from 0 to 1, that the host kept for other machines; null where nobody knows. */
export function stolenShare(before: ProcessorTime, after: ProcessorTime): number | null {
  const share = (after.stolen - before.stolen) / (after.all - before.all)
  return Number.isFinite(share) ? share : null
}

function readProc(file: string): string {
  try {
    return readFileSync(`/proc/${file}`, 'utf8')
  } catch {
    return ''
  }
}
