import { useI18n } from 'vue-i18n'
import type { Ability, RemoteService } from '#shared/api/remote-capabilities.ts'
import type { Remote } from '#shared/api/remote-shapes.ts'
import { formatShortCount } from '../../i18n/format.ts'
import { useClock, useTimes } from '../../i18n/use-times.ts'
import { serviceNames } from '../keys/key-services.ts'

const tones = {
  new: 'off',
  ok: 'good',
  waiting: 'bad',
  offline: 'soon',
  keyMissing: 'bad',
  paused: 'off',
  detached: 'off',
} as const

/** Remote accounts as they are shown. */
export function useRemoteWords() {
  const { t } = useI18n()
  const clock = useClock()
  const { formatShort } = useTimes()

  const toneOf = ({ state }: Remote) => tones[state.status]

  function statusOf({ state }: Remote): string {
    return t(`remotes.status.${state.status === 'ok' && state.live ? 'live' : state.status}`)
  }

  /** What is left of its limit; empty where nothing is known of one. */
  function leftOf({ state }: Remote): string {
    const { quota, calls } = state
    const left = quota?.remaining ?? (calls.perDay === null ? null : Math.max(0, calls.perDay - calls.today))
    return left === null ? '' : t('remotes.switch.left', { n: formatShortCount(left) })
  }

  /** Null where it can be done. */
  function whyNot({ capabilities }: Remote, ability: Ability): string | null {
    const answer = capabilities.abilities[ability]
    return answer === 'yes' ? null : t(`remotes.whyNot.${answer}`)
  }

  const can = ({ capabilities }: Remote, ability: Ability): boolean =>
    capabilities.abilities[ability] === 'yes'

  const serviceOf = ({ service, generation }: Pick<Remote, 'service' | 'generation'>): string =>
    generation === 'old' ? t('remotes.form.old', { name: nameOf(service) }) : nameOf(service)

  const moment = (iso: string | null): string =>
    iso === null ? t('remotes.facts.never') : formatShort(iso, clock.value)

  return { toneOf, statusOf, leftOf, whyNot, can, serviceOf, moment }
}

const nameOf = (service: RemoteService): string => serviceNames[service]
