import type { HeaderField } from '#shared/api/message-shapes.ts'
import type { Db } from '../../storage/database.ts'
import { unpack } from '../../storage/packed.ts'
import { headerHas } from './header-has.ts'

/** `header_has(packed, name, value)`: asked only of mails that the index has already picked out. */
export function defineSearchFunctions(db: Db): void {
  db.define('header_has', (packed: Buffer, name: string, value: string): number => {
    const { headers } = unpack(packed) as { headers: HeaderField[] }
    return headerHas(headers, name, value) ? 1 : 0
  })
}
