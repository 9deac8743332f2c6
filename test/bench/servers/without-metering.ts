import { registerHooks } from 'node:module'

/** Loaded before the server: its HTTP side then counts, limits and notes nothing, as if it had no such part. */
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      specifier.endsWith('/metering.ts') ? new URL('no-metering.ts', import.meta.url).href : specifier,
      context,
    ),
})
