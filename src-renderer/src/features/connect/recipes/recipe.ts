/**
 * How an app is told where to send its mail. The server offers STARTTLS with a certificate that it made itself, so
 * clients that would take the offer and then refuse the certificate are told not to.
 */
export type Recipe = { id: string; label: string; write(host: string, port: number): string }
