import * as modules from './modules.ts'
import './serve-host.ts'

/** What `import 'electron'` gives the main process, by either way of importing. */
export * from './modules.ts'
export default modules
