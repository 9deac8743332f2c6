import { defineAsyncComponent, type AsyncComponentLoader, type Component } from 'vue'
import { afterFirstView } from '../shell/first-view.ts'

/** Between attempts while a file cannot be had: twice as long each time. */
const firstRetryMs = 1_000
const longestRetryMs = 30_000

/** What opens over the page. Nobody sees it before it is asked for, so it is fetched after the first view. */
export const AppMenuPanel = later(() => import('./AppMenuPanel.vue'))
export const ContextMenuPanel = later(() => import('./ContextMenuPanel.vue'))
export const HoverTipPanel = later(() => import('./HoverTipPanel.vue'))

function later<T extends Component>(loader: AsyncComponentLoader<T>) {
  const fetched = afterFirstView.then(loader)
  // Where it could not be had then, it is asked for when it is needed.
  fetched.catch(() => {})
  return defineAsyncComponent({
    loader: () => fetched.catch(loader),
    // A panel stays in the page with its button, so nothing else would ask for its file again.
    onError: (_error, retry, _fail, attempt) =>
      setTimeout(retry, Math.min(firstRetryMs * 2 ** (attempt - 1), longestRetryMs)),
  })
}
