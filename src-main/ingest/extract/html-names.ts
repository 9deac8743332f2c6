import { Gap } from './text-builder.ts'

/** Elements that start on a new line. */
const blockTags =
  'address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 ' +
  'h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul option'

const gaps = new Map<string, Gap>([
  ...blockTags.split(' ').map(tag => [tag, Gap.line] as const),
  ['td', Gap.cell],
  ['th', Gap.cell],
])

/** What stands between the texts in front of a tag and behind it. */
export function gapOf(tag: string): Gap {
  return gaps.get(tag) ?? Gap.none
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

export type Attributes = Record<
  'href' | 'src' | 'srcset' | 'background' | 'poster' | 'data' | 'style' | 'hidden' | 'alt',
  string | undefined
>

/** All have the same members: reading one of them is then the same for every tag. */
export function emptyAttributes(): Attributes {
  const none = undefined
  return {
    href: none,
    src: none,
    srcset: none,
    background: none,
    poster: none,
    data: none,
    style: none,
    hidden: none,
    alt: none,
  }
}

const readNames = new Set(Object.keys(emptyAttributes()))

/** Whether any of them may be in a list of attributes. */
export const mayBeRead = new RegExp([...readNames].join('|'), 'i')

export function isRead(name: string): name is keyof Attributes {
  return readNames.has(name)
}
