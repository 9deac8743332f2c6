import fc from 'fast-check'
import type { WebContents } from 'electron'
import { z } from 'zod'
import { createCoreCalls } from '#main/electron/bridge/core-calls.ts'
import { serveCalls, type CallHandlers } from '#main/electron/bridge/serve-calls.ts'
import { createShellState } from '#main/electron/shell-state.ts'
import { uiOrigin } from '#main/electron/ui-origin.ts'
import { contract } from '#shared/api/contract.ts'
import { ErrorBody } from '#shared/api/error-body.ts'
import { inputSchema, type Operation } from '#shared/api/operation.ts'
import { callNames } from '#shared/shell/call-names.ts'
import { channelOf } from '#shared/shell/channels.ts'
import { settleAccount } from '../http/belongings.ts'
import { makeExample, type Schema } from '../http/example.ts'
import { openFuzzedApp, type FuzzedApp } from '../open-app.ts'
import { strangeTexts } from '../strange-values.ts'
import { tryInput, type Found, type Random, type Target } from '../target.ts'

const anyPerRound = 100
/** Calls that would be done, but for one field. */
const nearlyPerRound = 60

/** Whatever a structured clone can carry from a page that was taken over, to every call of the bridge and every operation. */
export const ipc: Target = {
  name: 'ipc',
  shortRounds: 2,
  async open() {
    const fuzzed = await openFuzzedApp()
    const call = connect(fuzzed)
    let settled = 0

    async function ask(name: (typeof callNames)[number], value: unknown): Promise<void> {
      const answer = await call(name, cloned(value))
      const faults = fuzzed.takeFaults()
      if (faults.length > 0) throw new Error(faults.join('\n'))
      if (answer.ok) return
      const { error, message } = ErrorBody.parse(answer.error)
      if (error === 'internal_error') throw new Error(message)
    }

    return {
      async round(random, seed) {
        const asked = fc.asyncProperty(fc.constantFrom(...callNames), given, (name, value) =>
          ask(name, value),
        )
        const { failed, counterexample, errorInstance } = await fc.check(asked, {
          seed,
          numRuns: anyPerRound,
        })
        const found: Found[] = failed
          ? [{ problem: String(errorInstance), input: fc.stringify(counterexample) }]
          : []
        const { ids } = await settleAccount(fuzzed.app, `ipc${seed}-${(settled += 1)}`)
        const strange = fc.sample(value, { seed, numRuns: nearlyPerRound })
        for (const odd of strange) {
          const [operation, schema] = random.pick(schemas)
          const input = makeExample(schema, ids, random)
          const wrong = withOne(input, odd, random)
          const told = () => `${operation} ${fc.stringify(wrong)}`
          found.push(...(await tryInput(told, () => ask('invoke', { operation, input: wrong }))))
        }
        return { inputs: anyPerRound + nearlyPerRound, found }
      },
      close: () => fuzzed.app.stop(),
    }
  },
}

type Answer = { ok: true } | { ok: false; error: unknown }
type Listener = (event: unknown, given: unknown) => Promise<Answer>

/** The real half of the main process, with the core's handlers; what other calls do is not done here, only what they take. */
function connect({ app }: FuzzedApp): (name: (typeof callNames)[number], value: unknown) => Promise<Answer> {
  const listeners = new Map<string, Listener>()
  const contents = { id: 1 } as WebContents // all that the bridge looks at
  const event = { sender: contents, senderFrame: { parent: null, url: `${uiOrigin}/index.html` } }
  const core = createCoreCalls({
    shell: { openExternal: async () => {} },
    dispatch: app.app.dispatch,
    state: createShellState({ store: {} }),
  })
  const others = Object.fromEntries(callNames.map(name => [name, () => undefined]))
  serveCalls({
    ipc: { handle: (channel: string, listener: Listener) => listeners.set(channel, listener) } as never,
    page: () => ({ contents, signal: () => AbortSignal.timeout(50), follow: async () => {} }),
    handlers: { ...others, ...core } as CallHandlers,
    onError: error => {
      throw error
    },
  })
  return (name, value) => listeners.get(channelOf(name))!(event, value)
}

/** What cannot cross at all is stopped by the page's own side. */
function cloned(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    return undefined
  }
}

/** What each operation takes. */
const schemas = Object.entries<Operation>(contract).map(([name, operation]): [string, Schema] => [
  name,
  z.toJSONSchema(inputSchema(operation), { io: 'input', unrepresentable: 'any' }) as Schema,
])

/** With something else in the place of one of its fields, or inside of it. */
function withOne(input: unknown, odd: unknown, random: Random): unknown {
  if (typeof input !== 'object' || input === null) return odd
  const names = Object.keys(input)
  if (names.length === 0) return input
  return { ...input, [random.pick(names)]: random.pick([odd, [odd], { odd }]) }
}

const fields = [
  ...new Set(
    Object.values(contract).flatMap(({ params, query, body }) =>
      [params, query, body].flatMap(({ shape }) => Object.keys(shape)),
    ),
  ),
]

const anything = fc.anything({
  key: fc.constantFrom(...fields, '__proto__', 'constructor', 'toString'),
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
  withObjectString: true,
})

const odd = fc.constantFrom<unknown>(
  ...[cyclic(), deep(100_000), 'x'.repeat(2_000_000), new Map([[{}, new Set([1n])]]), new Error('x'), /x/g],
  ...[new ArrayBuffer(1 << 20), [new Uint8Array(3)], Object.create({ id: 'inherited' }), new Boolean(true)],
  ...[JSON.parse('{"__proto__": {"isOwner": true}}'), new Array(1e6), NaN, -0, 2n ** 70n, new Date(NaN)],
)

const value = fc.oneof(
  anything,
  odd,
  fc.constantFrom(...strangeTexts),
  fc.constantFrom<unknown>(0, 1, true, null),
)

/** Some of the fields that operations have, with any values. */
const input = fc.oneof(value, fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 4 }))

const operation = fc.constantFrom(...Object.keys(contract), '__proto__', 'constructor', 'toString', '')

const given = fc.oneof(
  { arbitrary: fc.record({ operation, input }), weight: 3 },
  fc.record({ operation: value, input }),
  value,
)

function cyclic(): object {
  const one: Record<string, unknown> = { name: 'x', items: [] }
  ;(one['items'] as unknown[]).push(one)
  one['self'] = one
  return one
}

/** Deeper than the stack of whoever walks over it by calling itself. */
function deep(levels: number): unknown {
  let inner: unknown = 1
  for (let left = levels; left > 0; left--) inner = { claims: [inner] }
  return inner
}
