import { defineAsyncComponent, type AsyncComponentLoader, type Component } from 'vue'

/** Between attempts while a file cannot be had: twice as long each time. */
const firstRetryMs = 1_000
const longestRetryMs = 30_000

type Choice = {
  after: Promise<void>
  /** What is in its place until its file is there. */
  meanwhile?: Component
}

/** A part that is fetched ahead of its use, once `after` is over. Where it could not be had then, it is asked for when it is needed. */
export function laterComponent<T extends Component>(
  loader: AsyncComponentLoader<T>,
  { after, meanwhile }: Choice,
) {
  const fetched = after.then(loader)
  fetched.catch(() => {})
  return defineAsyncComponent({
    loader: () => fetched.catch(loader),
    ...(meanwhile ? { loadingComponent: meanwhile, delay: 0 } : {}),
    // It stays in the page with its button, so nothing else would ask for its file again.
    onError: (_error, retry, _fail, attempt) =>
      setTimeout(retry, Math.min(firstRetryMs * 2 ** (attempt - 1), longestRetryMs)),
  })
}
