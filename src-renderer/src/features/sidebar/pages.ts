import {
  Activity,
  Blocks,
  ChartColumn,
  CloudCog,
  Globe,
  KeyRound,
  PlugZap,
  Settings,
  UsersRound,
  Webhook,
} from '@lucide/vue'
import type { Component } from 'vue'
import type { CommandId } from '#shared/shell/commands.ts'

/** The command `go.<route>` goes there. */
type PageRoute = CommandId extends infer Id ? (Id extends `go.${infer Route}` ? Route : never) : never

/** A page of its own beside the mail. Its name is the text `pages.<route>`. */
export type Page = {
  /** Name of its route. */
  route: PageRoute
  icon: Component
  /** Routes below it, at which its link is the current one. */
  below?: readonly string[]
  /** Rarely gone to: its link is folded away, above the others. */
  more?: true
}

/** In the order of the sidebar, at the foot of which they stand; the palette and the keys of `g` go to the same ones. */
export const pages: readonly Page[] = [
  { route: 'keys', icon: KeyRound },
  { route: 'accounts', icon: UsersRound, more: true },
  { route: 'domains', icon: Globe, more: true },
  { route: 'webhooks', icon: Webhook, below: ['webhook'], more: true },
  { route: 'usage', icon: ChartColumn },
  { route: 'activity', icon: Activity },
  { route: 'remotes', icon: CloudCog, below: ['remote'], more: true },
  { route: 'services', icon: Blocks, below: ['service-docs'], more: true },
  { route: 'connect', icon: PlugZap },
  { route: 'settings', icon: Settings },
]
