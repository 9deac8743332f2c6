import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createBridgeTransport } from './api/bridge-transport.ts'
import { clientKey, createClient } from './api/client.ts'
import { createHttpTransport } from './api/http-transport.ts'
import App from './App.vue'
import { createTexts } from './i18n/i18n.ts'
import { createAppRouter } from './router.ts'
import { createDesktopShell } from './shell/desktop-shell.ts'
import { shellKey } from './shell/shell.ts'
import { createWebShell } from './shell/web-shell.ts'
import { findBridge } from './shell/window-bridge.ts'
import { useSession } from './stores/session.ts'
import './styles.css'

const bridge = findBridge()
const stores = createPinia()
const client = createClient({
  transport: bridge ? createBridgeTransport(bridge) : createHttpTransport(),
  onUnauthorized: () => void useSession(stores).check(),
})

createApp(App)
  .provide(clientKey, client)
  .provide(shellKey, bridge ? createDesktopShell(bridge) : createWebShell())
  .use(stores)
  .use(createTexts())
  .use(createAppRouter())
  .mount('#app')
