import { ErrorBody } from '#shared/api/error-body.ts'
import { HostedService, compatPath } from '#shared/api/compat.ts'
import { expected } from '#test/support/compat.ts'
import { times } from '../damage.ts'
import { settleAccount, type Belongings } from '../http/belongings.ts'
import { makeCall, type FuzzedRoute, type HttpCall } from '../http/make-call.ts'
import { listRoutes } from '../http/routes.ts'
import { openFuzzedApp, type FuzzedApp } from '../open-app.ts'
import { tryInput, type Target } from '../target.ts'

const perRound = 150
/** What one call may take of the main thread, in processor time: everybody else waits meanwhile. */
const maxCpuMs = 1_000
/** Accounts are many after some rounds, and some calls delete what others need: so everything is made anew. */
const roundsPerApp = 20

/** Every route of the OpenAPI document and of the emulated services, with what is wrong in all the ways there are. */
export const http: Target = {
  name: 'http',
  shortRounds: 2,
  async open() {
    let fuzzed = await openFuzzedApp()
    const routes = await listRoutes(fuzzed.app)
    let rounds = 0
    return {
      async round(random) {
        if (rounds > 0 && rounds % roundsPerApp === 0) {
          await fuzzed.app.stop()
          fuzzed = await openFuzzedApp()
        }
        rounds += 1
        const things: Belongings[] = []
        for (const name of ['one', 'other']) things.push(await settleAccount(fuzzed.app, `${name}${rounds}`))
        fuzzed.takeFaults()
        const ownerHeaders = { 'x-mayfly-window': fuzzed.app.app.windowToken }
        const found = []
        for (const route of times(perRound, () => random.pick(routes))) {
          const call = makeCall(route, { random, things, ownerHeaders })
          found.push(
            ...(await tryInput(
              () => asText(call),
              () => ask(fuzzed, route, call),
            )),
          )
        }
        return { inputs: perRound, found }
      },
      close: () => fuzzed.app.stop(),
    }
  },
}

const asText = ({ payload, ...call }: HttpCall): string =>
  `${JSON.stringify(call)}\n${payload?.toString('latin1').slice(0, 2_000) ?? ''}`

async function ask({ app, takeFaults }: FuzzedApp, route: FuzzedRoute, call: HttpCall): Promise<void> {
  const { payload, ...rest } = call
  const before = process.threadCpuUsage()
  const answer = await app.app.http.inject({
    ...rest,
    method: call.method as 'GET',
    ...(payload === undefined ? {} : { payload }),
  })
  const { user } = process.threadCpuUsage(before)
  const told = `${call.method} ${route.path}: ${answer.statusCode} ${answer.body.slice(0, 500)}`
  if (user / 1000 > maxCpuMs) throw new Error(`${told}\ntook ${user / 1000} ms of the main thread`)
  const faults = takeFaults()
  if (answer.statusCode >= 500 || faults.length > 0) throw new Error([told, ...faults].join('\n'))
  if (answer.statusCode >= 400 && answer.body !== '' && call.method !== 'HEAD')
    checkFailure(call.url, answer.body, told)
}

/** A failure of the native API is as its document says; one of a service, as the service has it, or as OAuth 2 has it. */
function checkFailure(url: string, body: string, told: string): void {
  // What climbs out of a service's path is no call to it.
  const { pathname } = new URL(url, 'http://localhost')
  const service = HostedService.options.find(one => pathname.startsWith(`${compatPath(one)}/`))
  const parsed = body.startsWith('{') ? (JSON.parse(body) as unknown) : body
  if (service !== undefined && pathname.includes('/oauth/')) return
  const shape = service === undefined ? ErrorBody : expected[service]!.failure
  const wrong = shape.safeParse(parsed).error
  if (wrong) throw new Error(`${told}\nis not in the shape of failures: ${wrong.message}`)
}
