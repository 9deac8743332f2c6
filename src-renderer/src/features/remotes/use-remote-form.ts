import { computed, shallowRef, watch } from 'vue'
import type { Remote } from '#shared/api/remote-shapes.ts'
import { useClient } from '../../api/client.ts'
import { useRemotes } from '../../stores/remotes.ts'
import type { RemotePlace, RemoteServiceInfo } from './remote-types.ts'

/** The fields of an account, for a new one or one that is there. */
export function useRemoteForm(kept: Remote | null) {
  const client = useClient()
  const remotes = useRemotes()

  const services = shallowRef<RemoteServiceInfo[]>([])
  /** Service and generation. */
  const place = shallowRef(kept ? placeOf(kept) : '')
  const name = shallowRef(kept?.name ?? '')
  const baseUrl = shallowRef(kept?.baseUrl ?? '')
  const key = shallowRef('')
  const ownNetwork = shallowRef(kept?.ownNetwork ?? false)
  const maxMessages = shallowRef(String(kept?.retention.maxMessages ?? ''))
  const maxAgeDays = shallowRef(String(kept?.retention.maxAgeDays ?? ''))

  const service = computed(() => services.value.find(one => placeOf(one) === place.value))
  const isOddKey = computed(() => {
    const prefixes = service.value?.keyPrefixes ?? []
    return (
      key.value.trim() !== '' && prefixes.length > 0 && !prefixes.some(start => key.value.startsWith(start))
    )
  })

  /** A key goes to the server that it was typed in for, and to no other. */
  const isElsewhere = computed(
    () => kept !== null && originOf(baseUrl.value) !== originOf(kept.baseUrl) && key.value.trim() === '',
  )

  async function loadServices(): Promise<void> {
    services.value = (await client.call('listRemoteServices', {})).items
    if (!kept) place.value = services.value[0] ? placeOf(services.value[0]) : ''
  }

  // What the person has not typed follows the service.
  if (!kept)
    watch(service, (chosen, before) => {
      if (!chosen) return
      if (baseUrl.value === (before?.baseUrl ?? '')) baseUrl.value = chosen.baseUrl ?? ''
      if (name.value === '' || name.value === before?.name) name.value = chosen.name
    })

  const typedKey = () => (key.value.trim() === '' ? {} : { key: key.value.trim() })

  const test = () =>
    kept
      ? client.call('testRemote', { remote: kept.id, baseUrl: baseUrl.value.trim(), ...typedKey() })
      : client.call('testNewRemote', newPlace())

  function newPlace(): RemotePlace {
    const { service: at, generation } = service.value!
    return {
      service: at,
      generation,
      baseUrl: baseUrl.value.trim(),
      ownNetwork: ownNetwork.value,
      ...typedKey(),
    }
  }

  async function save(): Promise<Remote> {
    const remote = kept
      ? await client.call('updateRemote', {
          remote: kept.id,
          name: name.value.trim(),
          baseUrl: baseUrl.value.trim(),
          ownNetwork: ownNetwork.value,
          retention: { maxMessages: Number(maxMessages.value), maxAgeDays: Number(maxAgeDays.value) },
          ...typedKey(),
        })
      : await client.call('createRemote', { ...newPlace(), name: name.value.trim() })
    await remotes.load()
    return remote
  }

  return {
    fields: { place, name, baseUrl, key, ownNetwork, maxMessages, maxAgeDays },
    services,
    service,
    isOddKey,
    isElsewhere,
    loadServices,
    test,
    save,
  }
}

export const placeOf = ({ service, generation }: Pick<Remote, 'service' | 'generation'>): string =>
  `${service} ${generation}`

const originOf = (url: string): string | undefined => URL.parse(url.trim())?.origin
