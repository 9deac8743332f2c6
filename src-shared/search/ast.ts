/** Where something stands in what was typed: UTF-16 offsets, as a text field counts. */
export type Located = { position: number; length: number }

/** `any` is a word without a field. */
export type TextField = 'any' | 'from' | 'to' | 'cc' | 'subject' | 'body' | 'filename'

export type SearchFlag = 'read' | 'unread' | 'pinned' | 'attachment' | 'code'

/** `ago` is counted back from the `now` that the search is compiled with. */
export type SearchMoment = { kind: 'at'; ms: number } | { kind: 'ago'; ms: number }

export type TextNode = Located & {
  kind: 'text'
  field: TextField
  text: string
  quoted: boolean
  prefix: boolean
}

/** A null value asks only whether the header is there. */
export type HeaderNode = Located & { kind: 'header'; name: string; value: string | null }

export type SearchLeaf =
  | TextNode
  | HeaderNode
  | (Located & { kind: 'tag'; tag: string })
  | (Located & { kind: 'flag'; flag: SearchFlag })
  | (Located & { kind: 'date'; side: 'before' | 'after'; moment: SearchMoment })
  | (Located & { kind: 'size'; side: 'larger' | 'smaller'; bytes: number })

export type SearchNode =
  | SearchLeaf
  | (Located & { kind: 'and'; children: SearchNode[] })
  | (Located & { kind: 'or'; children: SearchNode[] })
  | (Located & { kind: 'not'; child: SearchNode })

export type SearchError = Located & { message: string }

export type SearchResult = { ok: true; query: SearchNode | null } | { ok: false; error: SearchError }
