import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'

/** Marks beyond this are not counted: a letter in a megabyte of text. */
const maxFound = 2_000

/** Marks what is looked for inside an element, without touching the element (CSS Custom Highlight API). */
export function useFind(element: Ref<HTMLElement | null>, shown: () => unknown) {
  const wanted = shallowRef('')
  const found = shallowRef<Range[]>([])
  const current = shallowRef(0)
  const highlights = typeof CSS !== 'undefined' && 'highlights' in CSS ? CSS.highlights : null

  function mark(): void {
    found.value = element.value && wanted.value ? findRanges(element.value, wanted.value) : []
    current.value = 0
    highlights?.set('mayfly-found', new Highlight(...found.value))
    show()
  }

  function show(): void {
    const range = found.value[current.value]
    if (!range) return void highlights?.delete('mayfly-found-current')
    highlights?.set('mayfly-found-current', new Highlight(range))
    range.startContainer.parentElement?.scrollIntoView({ block: 'nearest' })
    scrollTo(element.value, range)
  }

  /** Goes round at the ends. */
  function step(by: 1 | -1): void {
    if (found.value.length === 0) return
    current.value = (current.value + by + found.value.length) % found.value.length
    show()
  }

  watch([wanted, shown], mark, { flush: 'post' })
  onScopeDispose(() => {
    highlights?.delete('mayfly-found')
    highlights?.delete('mayfly-found-current')
  })
  return { wanted, found, current, step }
}

function scrollTo(element: HTMLElement | null, range: Range): void {
  if (!element) return
  const [place, frame] = [range.getBoundingClientRect(), element.getBoundingClientRect()]
  if (place.top < frame.top || place.bottom > frame.bottom)
    element.scrollTop += place.top - frame.top - frame.height / 3
}

/** Words may go over the borders of coloured pieces: the text is searched as one. */
function findRanges(element: HTMLElement, wanted: string): Range[] {
  const nodes: { node: Text; start: number }[] = []
  let text = ''
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode as Text // all that is walked
    nodes.push({ node, start: text.length })
    text += node.data
  }
  const [haystack, needle] = [text.toLowerCase(), wanted.toLowerCase()]
  const ranges: Range[] = []
  let at = 0
  for (
    let index = haystack.indexOf(needle);
    index >= 0;
    index = haystack.indexOf(needle, index + needle.length)
  ) {
    while (nodes[at + 1] && nodes[at + 1]!.start <= index) at++
    let end = at
    while (nodes[end + 1] && nodes[end + 1]!.start < index + needle.length) end++
    const range = document.createRange()
    range.setStart(nodes[at]!.node, index - nodes[at]!.start)
    range.setEnd(nodes[end]!.node, index + needle.length - nodes[end]!.start)
    ranges.push(range)
    if (ranges.length === maxFound) break
  }
  return ranges
}
