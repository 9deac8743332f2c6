import { compileCacheDir } from '../config/compile-cache-dir.ts'
import { keepCompiled } from '../app/keep-compiled.ts'

keepCompiled(compileCacheDir(process.env, process.platform), process.env)
await import('./run.ts')
