import { computed, shallowRef, watch } from 'vue'
import { keyPrefixes, type Key, type KeyService } from '#shared/api/keys.ts'
import { localAccountId } from '#shared/api/accounts.ts'
import { expiryChoiceOf, toExpiresAt } from './key-expiry.ts'

const everyDomain = '*'

/** What is filled in about a key: a new one, or one that is there. */
export function useKeyForm(kept: Key | null, account: string) {
  const name = shallowRef(kept?.name ?? '')
  const service = shallowRef<KeyService>(kept?.service ?? 'mayfly')
  const prefix = shallowRef<string>(keyPrefixes[service.value][0])
  const accountId = shallowRef(kept?.accountId ?? (account || localAccountId))
  const choice = shallowRef(expiryChoiceOf(kept?.expiresAt ?? null).choice)
  const moment = shallowRef(expiryChoiceOf(kept?.expiresAt ?? null).moment)
  const chosenDomains = shallowRef(kept?.mailboxDomains ?? [everyDomain])
  const allowedOrigins = shallowRef(kept?.allowedOrigins ?? [])
  /** What is typed into the two lists and not taken yet. */
  const domainText = shallowRef('')
  const originText = shallowRef('')

  const prefixes = computed<readonly string[]>(() => keyPrefixes[service.value])
  watch(prefixes, ([usual = '']) => (prefix.value = usual))

  /** All domains stand alone: who names one means no longer all, and the other way round. */
  const mailboxDomains = computed({
    get: () => chosenDomains.value,
    set: next => (chosenDomains.value = next.at(-1) === everyDomain ? [everyDomain] : withoutAll(next)),
  })

  const expiresAt = () => toExpiresAt({ choice: choice.value, moment: moment.value }, new Date())

  return {
    ...{ name, service, prefix, prefixes, accountId, choice, moment },
    ...{ mailboxDomains, allowedOrigins, domainText, originText, expiresAt },
    /** What both making and changing a key take. */
    given: () => ({
      name: name.value,
      mailboxDomains: chosenDomains.value,
      allowedOrigins: allowedOrigins.value,
    }),
    /** Something typed was not understood, and would be lost. */
    hasRest: computed(() => (domainText.value + originText.value).trim() !== ''),
  }
}

function withoutAll(domains: string[]): string[] {
  return domains.filter(domain => domain !== everyDomain)
}
