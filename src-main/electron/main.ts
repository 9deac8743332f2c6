import { compileCacheDir } from '../config/compile-cache-dir.ts'
import { keepCompiled } from '../app/keep-compiled.ts'

keepCompiled(compileCacheDir(process.env, process.platform), process.env)
// Awaited: what has to be said to Electron before it is ready is said in there.
await import('./launch.ts')
