import { AtSign, Bell, Clock, DatabaseBackup, Forward, Info, Palette, Plug, ShieldCheck } from '@lucide/vue'
import { defineAsyncComponent, type Component } from 'vue'

type Section = {
  id: string
  icon: Component
  component: Component
  /** Kept in this browser: the server is not asked. */
  local?: true
}

/** In the order of the page. Names and what they are about are the texts `settings.sections.<id>`. */
export const sections = [
  {
    id: 'receiving',
    icon: Plug,
    component: defineAsyncComponent(() => import('./receiving/ReceivingSettings.vue')),
  },
  {
    id: 'recipients',
    icon: AtSign,
    component: defineAsyncComponent(() => import('./RecipientSettings.vue')),
  },
  {
    id: 'relay',
    icon: Forward,
    component: defineAsyncComponent(() => import('./RelaySection.vue')),
  },
  {
    id: 'retention',
    icon: Clock,
    component: defineAsyncComponent(() => import('./RetentionSettings.vue')),
  },
  {
    id: 'backup',
    icon: DatabaseBackup,
    component: defineAsyncComponent(() => import('../transfer/BackupPanel.vue')),
  },
  {
    id: 'appearance',
    icon: Palette,
    component: defineAsyncComponent(() => import('./AppearanceSettings.vue')),
    local: true,
  },
  {
    id: 'notifications',
    icon: Bell,
    component: defineAsyncComponent(() => import('./NotificationSettings.vue')),
    local: true,
  },
  {
    id: 'security',
    icon: ShieldCheck,
    component: defineAsyncComponent(() => import('./SecuritySettings.vue')),
  },
  { id: 'about', icon: Info, component: defineAsyncComponent(() => import('./AboutMayfly.vue')) },
] as const satisfies readonly Section[]

/** Whether it can be shown without the server's settings. */
export const isLocal = (section: Section): boolean => section.local === true
