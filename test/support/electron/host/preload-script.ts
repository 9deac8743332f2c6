import { readFileSync } from 'node:fs'

export const callBinding = '__simulatedCall'
export const deliverName = '__simulatedDeliver'

/** The built preload as a script that runs before any of the page's, in the main frame only. */
export function preloadScript(file: string): string {
  const preload = readFileSync(file, 'utf8')
  return `if (window === window.top) {
    const electron = (${electronOfPreload.toString()})(${JSON.stringify({ callBinding, deliverName })});
    const require = name => {
      if (name !== 'electron') throw new Error('module not found: ' + name);
      return electron;
    };
    (function (require, module, exports) {${preload}\n})(require, { exports: {} }, {});
  }`
}

/** What a sandboxed preload can ask for. Runs in the page, so it can see nothing around it. */
function electronOfPreload(names: { callBinding: string; deliverName: string }) {
  type Listener = (event: object, ...args: unknown[]) => void
  const page = window as unknown as Record<string, (...args: unknown[]) => unknown> // the harness's own globals
  const listeners = new Map<string, Set<Listener>>()

  Object.defineProperty(window, names.deliverName, {
    value: (channel: string, args: unknown[]) =>
      listeners.get(channel)?.forEach(listener => listener({}, ...args)),
  })

  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]) =>
      page[names.callBinding]!('invoke', channel, structuredClone(args)),
    send: (channel: string, ...args: unknown[]) =>
      void page[names.callBinding]!('message', channel, structuredClone(args)),
    on(channel: string, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
    },
    removeListener: (channel: string, listener: Listener) => void listeners.get(channel)?.delete(listener),
  }

  /** Functions become functions of the other side; everything else is cloned and frozen. */
  function carry(value: unknown): unknown {
    if (value instanceof Promise) return value.then(carry)
    if (typeof value === 'function')
      return (...args: unknown[]) => carry(value(...args.map(argument => carry(argument))))
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value) || Object.getPrototypeOf(value) !== Object.prototype)
      return structuredClone(value)
    // A proxy, such as Vue's reactive objects, does not cross.
    if (!Object.values(value).some(one => typeof one === 'function')) structuredClone(value)
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, carry(one)])))
  }

  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown) {
      if (key in window)
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      Object.defineProperty(window, key, { value: carry(api), enumerable: true })
    },
  }
  return { ipcRenderer, contextBridge }
}
