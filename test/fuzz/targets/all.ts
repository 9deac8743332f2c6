import type { Target } from '../target.ts'
import { http } from './http.ts'
import { imports } from './imports.ts'
import { ipc } from './ipc.ts'
import { mime } from './mime.ts'
import { requests } from './requests.ts'
import { restores } from './restores.ts'
import { search } from './search.ts'
import { smtp } from './smtp.ts'
import { webhooks } from './webhooks.ts'

/** Every door by which something can come in. */
export const targets: readonly Target[] = [
  mime,
  smtp,
  search,
  http,
  requests,
  ipc,
  imports,
  restores,
  webhooks,
]
