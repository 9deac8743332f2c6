import { registerHooks } from 'node:module'

/** `import 'electron'` of the built main process finds the simulation. Loaded with `--import`. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context)
    return { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true }
  },
})
