import { createRouter, createWebHashHistory } from 'vue-router'
import InboxPage from './features/inbox/InboxPage.vue'

/**
 * The state of the window is in its address. Behind a hash: the same server answers paths of many services, and the
 * desktop's own origin has one page only.
 */
export function createAppRouter() {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', redirect: { name: 'all' } },
      { path: '/mail/:messageId?', name: 'all', component: InboxPage },
      { path: '/pinned/:messageId?', name: 'pinned', component: InboxPage },
      { path: '/mailbox/:mailbox/:messageId?', name: 'mailbox', component: InboxPage },
      { path: '/keys', name: 'keys', component: () => import('./features/keys/KeysPage.vue') },
      {
        path: '/accounts',
        name: 'accounts',
        component: () => import('./features/accounts/AccountsPage.vue'),
      },
      {
        path: '/webhooks',
        name: 'webhooks',
        component: () => import('./features/webhooks/WebhooksPage.vue'),
      },
      {
        path: '/webhooks/:id',
        name: 'webhook',
        component: () => import('./features/webhooks/WebhookPage.vue'),
      },
      { path: '/domains', name: 'domains', component: () => import('./features/domains/DomainsPage.vue') },
      { path: '/usage', name: 'usage', component: () => import('./features/usage/UsagePage.vue') },
      {
        path: '/activity/:sessionId?',
        name: 'activity',
        component: () => import('./features/activity/ActivityPage.vue'),
      },
      { path: '/news', name: 'news', component: () => import('./features/news/NewsPage.vue') },
      { path: '/connect', name: 'connect', component: () => import('./features/connect/ConnectPage.vue') },
      {
        path: '/settings/:section?',
        name: 'settings',
        component: () => import('./features/settings/SettingsPage.vue'),
      },
      { path: '/remotes', name: 'remotes', component: () => import('./features/remotes/RemotesPage.vue') },
      { path: '/remotes/:id', name: 'remote', component: () => import('./features/remotes/RemotePage.vue') },
      {
        path: '/services',
        name: 'services',
        component: () => import('./features/services/ServicesPage.vue'),
      },
      {
        path: '/services/:service',
        name: 'service-docs',
        component: () => import('./features/services/ServiceDocsPage.vue'),
      },
      { path: '/:rest(.*)*', redirect: { name: 'all' } },
    ],
  })
}
