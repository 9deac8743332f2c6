import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** What the page is called that is shown; empty where mail is. */
export const usePageTitle = defineStore('page-title', () => ({ title: shallowRef('') }))
