import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import { createBridgeTransport } from './api/bridge-transport.ts'
import { clientKey, createClient } from './api/client.ts'
import { createHttpTransport } from './api/http-transport.ts'
import App from './App.vue'
import { createTexts, showLanguage } from './i18n/i18n.ts'
import { createAppRouter } from './router.ts'
import { createDesktopShell } from './shell/desktop-shell.ts'
import { shellKey } from './shell/shell.ts'
import { createWebShell } from './shell/web-shell.ts'
import { findBridge } from './shell/window-bridge.ts'
import { forgetOverdue, thisPage } from './stores/kept-removals.ts'
import { useAppearance } from './stores/appearance.ts'
import { useSession } from './stores/session.ts'
import './styles.css'

forgetOverdue(thisPage)
const bridge = findBridge()
const stores = createPinia()
const texts = createTexts()
const client = createClient({
  transport: bridge ? createBridgeTransport(bridge) : createHttpTransport(),
  onUnauthorized: () => void useSession(stores).check(),
})

const shell = bridge ? createDesktopShell(bridge) : createWebShell()

const app = createApp(App)
  .provide(clientKey, client)
  .provide(shellKey, shell)
  .use(stores)
  .use(texts)
  .use(createAppRouter())

const appearance = useAppearance(stores)
// Texts that cannot be fetched are English; the window is there all the same.
const showChosen = () =>
  showLanguage(texts, appearance.language).then(
    () => shell.tellLanguage(texts.global.locale.value),
    () => undefined,
  )
watch(() => appearance.language, showChosen)
void showChosen().then(() => app.mount('#app'))
