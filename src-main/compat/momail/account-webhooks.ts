import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { momailEvents, type Webhook } from '#shared/api/webhooks.ts'
import type { ServiceDeps } from '../service.ts'
import { notFound, orNotFound } from './failures.ts'
import { takeAll } from '../paging.ts'
import { IdParams } from './schema.ts'
import { toNativeSecret } from './webhook-secret.ts'

const MomailEvent = z.enum(momailEvents)
type MomailEvent = z.infer<typeof MomailEvent>

export const webhookFields = {
  url: z
    .string()
    .max(2048)
    .refine(isHttps, 'must be an https URL; http is taken for this machine only (localhost, 127.0.0.1)'),
  events: z
    .array(MomailEvent)
    .min(1)
    .overwrite(events => [...new Set(events)]),
  secret: z.string().min(1).max(256).optional(),
}
type Changes = {
  url?: string | undefined
  events?: MomailEvent[] | undefined
  secret?: string | undefined
  active?: boolean | undefined
}
type NewWebhook = { url: string; events: MomailEvent[]; secret?: string | undefined }

/** A secret is never shown again, nor how long it is. */
export const maskedSecret = 'whsec_****'

/** The webhooks of the account that hear of MoMail's events: native ones with their events in MoMail's words. */
export function createAccountWebhooks({ call }: Pick<ServiceDeps, 'call'>) {
  async function list(request: FastifyRequest): Promise<Webhook[]> {
    const all = await takeAll(turn => call(request, 'listWebhooks', turn))
    return all.filter(webhook => eventsOf(webhook).length > 0)
  }

  async function find(request: FastifyRequest): Promise<Webhook> {
    const params = IdParams.safeParse(request.params)
    const webhook = params.success && (await orNotFound(call(request, 'getWebhook', params.data), 'Webhook'))
    if (!webhook || eventsOf(webhook).length === 0) throw notFound('Webhook')
    return webhook
  }

  return {
    list,
    find,
    create: (request: FastifyRequest, { url, events, secret }: NewWebhook) =>
      call(request, 'createWebhook', {
        url,
        events,
        ...(secret === undefined ? {} : { secret: toNativeSecret(secret) }),
      }),
    async change(request: FastifyRequest, { active, secret, ...changes }: Changes): Promise<Webhook> {
      const { id } = await find(request)
      const change = {
        ...changes,
        enabled: active,
        secret: secret === undefined ? undefined : toNativeSecret(secret),
      }
      return orNotFound(call(request, 'updateWebhook', { id, ...change }), 'Webhook')
    },
    async remove(request: FastifyRequest): Promise<string> {
      const { id } = await find(request)
      await orNotFound(call(request, 'deleteWebhook', { id }), 'Webhook')
      return id
    },
    /** How deliveries went, and when the last one arrived. */
    async deliveries(request: FastifyRequest, id: string) {
      const of = (status: 'delivered' | 'failed') =>
        orNotFound(call(request, 'listWebhookDeliveries', { id, status, limit: 1 }), 'Webhook')
      const [delivered, failed] = await Promise.all([of('delivered'), of('failed')])
      return {
        success: delivered.total,
        failure: failed.total,
        lastDelivered: delivered.items[0]?.deliveredAt ?? null,
      }
    },
  }
}

export const eventsOf = ({ events }: Pick<Webhook, 'events'>): MomailEvent[] =>
  momailEvents.filter(event => events.includes(event))

function isHttps(text: string): boolean {
  const { protocol, hostname } = URL.parse(text) ?? {}
  if (protocol === 'https:') return true
  const isHere = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname ?? '')
  return protocol === 'http:' && isHere
}
