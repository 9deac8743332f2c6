import { registerHooks } from 'node:module'

const half = new URL('half-metering.ts', import.meta.url).href

/** Loaded before the server: calls can then say that they want not to be counted, limited and noted. */
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.endsWith('/metering.ts') && context.parentURL !== half ? half : specifier, context),
})
