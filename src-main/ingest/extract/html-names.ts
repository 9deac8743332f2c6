/** Elements that start on a new line. */
const blockTags =
  'address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 ' +
  'h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul option'

const gaps = new Map<string, 'line' | 'cell'>([
  ...blockTags.split(' ').map(tag => [tag, 'line'] as const),
  ['td', 'cell'],
  ['th', 'cell'],
])

/** What stands between the texts in front of a tag and behind it. */
export function gapOf(tag: string): 'line' | 'cell' | 'none' {
  return gaps.get(tag) ?? 'none'
}

/** Elements that never have content, so never hide any. */
export const voidTags = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/** Elements whose next sibling of the same name closes them. */
export const siblingClosedTags = new Set(['p', 'li', 'option', 'dt', 'dd'])

/** Elements whose content is not shown. */
export const silentTags = new Set([
  'script',
  'style',
  'title',
  'noembed',
  'noframes',
  'iframe',
  'textarea',
  'xmp',
])

export const readAttributes = new Set('href src srcset background poster data style hidden alt'.split(' '))

export type Attributes = Partial<Record<string, string>>
