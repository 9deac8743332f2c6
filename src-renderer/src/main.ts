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
import './styles.css'

const bridge = findBridge()

createApp(App)
  .provide(clientKey, createClient(bridge ? createBridgeTransport(bridge) : createHttpTransport()))
  .provide(shellKey, bridge ? createDesktopShell(bridge) : createWebShell())
  .use(createPinia())
  .use(createTexts())
  .use(createAppRouter())
  .mount('#app')
