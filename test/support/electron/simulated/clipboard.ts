type Content = Record<string, string | Blob>

let content: Content = {}

/** One entry of the clipboard: what it is in each of its types. */
export class ClipboardItem {
  readonly #items: Content

  constructor(items: Content) {
    this.#items = items
  }

  get types(): string[] {
    return Object.keys(this.#items)
  }

  async getType(type: string): Promise<Blob> {
    const item = this.#items[type]
    if (item === undefined) throw new Error(`The type ${type} is not there`)
    return item instanceof Blob ? item : new Blob([item], { type })
  }
}

export const clipboard = {
  async writeText(text: string) {
    content = { 'text/plain': text }
  },
  readText: () => new ClipboardItem(content).getType('text/plain').then(blob => blob.text()),
  async write(items: ClipboardItem[]) {
    const blobs = items.flatMap(item =>
      item.types.map(async type => [type, await item.getType(type)] as const),
    )
    content = Object.fromEntries(await Promise.all(blobs))
  },
  read: async () => [new ClipboardItem(content)],
}
