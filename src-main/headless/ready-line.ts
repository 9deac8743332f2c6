type Ports = { httpPort: number | null; smtpPort: number | null; smtpsPort: number | null }

/** The one line of `--ready-json`, for programs that start Mayfly and need its ports. */
export function readyLine({ httpPort, smtpPort, smtpsPort }: Ports, url: string, version: string): string {
  return JSON.stringify({ ready: true, url, httpPort, smtpPort, smtpsPort, version })
}
