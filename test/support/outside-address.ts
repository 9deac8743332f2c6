import { networkInterfaces } from 'node:os'

/** An address of this machine that is not loopback, where it has a network card. */
export const outsideAddress: string | undefined = Object.values(networkInterfaces())
  .flatMap(addresses => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address
