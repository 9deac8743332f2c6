import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Account } from '#shared/api/accounts.ts'
import type { Plan } from '#shared/api/plans.ts'
import { toAppError } from '../api/app-error.ts'
import { useClient } from '../api/client.ts'
import { coalesce } from './coalesce.ts'

/** The most that one answer may hold. */
const pageSize = 200
const refreshDelayMs = 300

/** All accounts and plans: pages name them and choose among them. */
export const useAccounts = defineStore('accounts', () => {
  const client = useClient()
  const items = shallowRef<Account[]>([])
  const plans = shallowRef<Plan[]>([])
  const loaded = shallowRef(false)
  const problem = shallowRef('')

  async function load(): Promise<void> {
    try {
      const [accounts, allPlans] = await Promise.all([loadAccounts(), client.call('listPlans', {})])
      items.value = accounts
      plans.value = allPlans.items
      loaded.value = true
      problem.value = ''
    } catch (error) {
      problem.value = toAppError(error).message
    }
  }

  async function loadAccounts(): Promise<Account[]> {
    let page = await client.call('listAccounts', { limit: pageSize })
    const all = page.items
    while (page.nextCursor) {
      page = await client.call('listAccounts', { limit: pageSize, cursor: page.nextCursor })
      all.push(...page.items)
    }
    return all
  }

  const byId = computed(() => new Map(items.value.map(account => [account.id, account])))
  /** The name of an account; its id while the name is not known. */
  const nameOf = (id: string): string => byId.value.get(id)?.name ?? id
  const planNameOf = (id: string): string => byId.value.get(id)?.plan ?? ''
  const options = computed(() => items.value.map(({ id, name }) => ({ value: id, label: name })))

  return {
    ...{ items, plans, loaded, problem, byId, options },
    ...{ load, refresh: coalesce(load, refreshDelayMs), nameOf, planNameOf },
  }
})
