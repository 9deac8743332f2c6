/** Cuts a page out of rows that were asked for with one more than `limit`; `last` is set when another page follows. */
export function cutPage<Row>(rows: Row[], limit: number): { shown: Row[]; last: Row | undefined } {
  const shown = rows.slice(0, limit)
  return { shown, last: rows.length > limit ? shown.at(-1) : undefined }
}
