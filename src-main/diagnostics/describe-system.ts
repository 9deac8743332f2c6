import { arch, availableParallelism, freemem, platform, release, totalmem } from 'node:os'

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`

/** What Mayfly runs on, without what names the machine or its user. */
export function describeSystem(versions: NodeJS.ProcessVersions): Record<string, unknown> {
  const { node, electron, chrome, v8, sqlite } = versions
  return {
    node,
    electron,
    chrome,
    v8,
    sqlite,
    system: `${platform()} ${release()} ${arch()}`,
    processors: availableParallelism(),
    memory: `${megabytes(freemem())} of ${megabytes(totalmem())} free`,
    used: megabytes(process.memoryUsage.rss()),
    runningSeconds: Math.round(process.uptime()),
  }
}
