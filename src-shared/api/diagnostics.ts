import { z } from 'zod'
import { operation } from './operation.ts'

/** What a person can send to somebody who helps, after having read it. */
export const Diagnostics = z.object({
  files: z.array(z.object({ name: z.string(), text: z.string() })),
})
export type Diagnostics = z.infer<typeof Diagnostics>

export const diagnosticsOperations = {
  getDiagnostics: operation({
    method: 'GET',
    path: '/diagnostics',
    summary:
      'A report for whoever helps: versions, configuration, counts, problems, log; no mail, addresses or secrets.',
    access: 'owner',
    output: Diagnostics,
  }),
}
