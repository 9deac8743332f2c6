/** https://www.standardwebhooks.com asks for 24 to 64. */
const secretBytes = 32

/** A new signing secret. The server takes what it is given and shows it to nobody. */
export function makeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(secretBytes))
  return `whsec_${btoa(String.fromCharCode(...bytes))}`
}
