import {
  AppWindow,
  AtSign,
  Bell,
  Clock,
  DatabaseBackup,
  Forward,
  Info,
  Palette,
  Plug,
  ShieldCheck,
} from '@lucide/vue'
import type { Component } from 'vue'
import { lazyComponent } from '../../ui/lazy-component.ts'

type Section = {
  id: string
  icon: Component
  component: Component
  /** Kept in this browser: the server is not asked. */
  local?: true
  /** What it is about a browser does not have. */
  desktopOnly?: true
}

/** In the order of the page. Names and what they are about are the texts `settings.sections.<id>`. */
export const sections = [
  {
    id: 'receiving',
    icon: Plug,
    component: lazyComponent(() => import('./receiving/ReceivingSettings.vue')),
  },
  {
    id: 'recipients',
    icon: AtSign,
    component: lazyComponent(() => import('./RecipientSettings.vue')),
  },
  {
    id: 'relay',
    icon: Forward,
    component: lazyComponent(() => import('./RelaySection.vue')),
  },
  {
    id: 'retention',
    icon: Clock,
    component: lazyComponent(() => import('./RetentionSettings.vue')),
  },
  {
    id: 'backup',
    icon: DatabaseBackup,
    component: lazyComponent(() => import('../transfer/BackupPanel.vue')),
  },
  {
    id: 'appearance',
    icon: Palette,
    component: lazyComponent(() => import('./AppearanceSettings.vue')),
    local: true,
  },
  {
    id: 'desktop',
    icon: AppWindow,
    component: lazyComponent(() => import('./DesktopSettings.vue')),
    local: true,
    desktopOnly: true,
  },
  {
    id: 'notifications',
    icon: Bell,
    component: lazyComponent(() => import('./NotificationSettings.vue')),
  },
  {
    id: 'security',
    icon: ShieldCheck,
    component: lazyComponent(() => import('./SecuritySettings.vue')),
  },
  { id: 'about', icon: Info, component: lazyComponent(() => import('./AboutMayfly.vue')) },
] as const satisfies readonly Section[]

/** Whether this kind of shell has what it is about. */
export const isOffered = (section: Section, kind: 'desktop' | 'web'): boolean =>
  kind === 'desktop' || section.desktopOnly !== true

/** Whether it can be shown without the server's settings. */
export const isLocal = (section: Section): boolean => section.local === true
