import type { RouteLocationRaw } from 'vue-router'
import type { ListQuery } from '../../stores/list-query.ts'

/** The address of a list. */
export function locateQuery({ remote, mailbox, pinned, search, filter }: ListQuery): RouteLocationRaw {
  return {
    name: mailbox !== null ? 'mailbox' : pinned ? 'pinned' : 'all',
    params: mailbox === null ? {} : { mailbox },
    query: {
      ...(remote ? { remote } : {}),
      ...(search ? { q: search } : {}),
      ...(filter === 'all' ? {} : { show: filter }),
    },
  }
}
