/** Who may import whom: see docs/architecture.md. test/import-rule.test.ts plants violations and sees them fail. */
const features =
  'accounts|mailboxes|messages|message-extras|team|smtp-sessions|keys|usage|domains|metrics|webhooks|settings|remotes|system|owner|identities|jobs|transfer|backups|diagnostics'
const adapters = 'smtp|http|compat/[^/]+|providers/[^/]+'
/** What a feature is handed an implementation of, and has to know the shape of. */
const ports = 'providers/provider(-error)?\\.ts$'
/** What features and adapters share: small, and knowing nothing. */
const tools = 'rates|passwords|secrets|logging'
const tests = '\\.test\\.ts$|/test-[^/]+\\.ts$'

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-knows-zod-only',
      comment: 'Definitions are used on both sides: they know nothing else.',
      severity: 'error',
      from: { path: '^src-shared/', pathNot: tests },
      to: { pathNot: '^src-shared/|^node_modules/zod/' },
    },
    {
      name: 'features-know-storage-and-events',
      severity: 'error',
      from: { path: `^src-main/(${features})/`, pathNot: tests },
      to: {
        path: '^src-main/',
        pathNot: `^src-main/(storage|events|${tools})/|^src-main/$1/|^src-main/${ports}`,
      },
    },
    {
      name: 'storage-and-events-know-no-feature',
      severity: 'error',
      from: { path: `^src-main/(storage|events|ingest|outbound|${tools})/`, pathNot: tests },
      to: { path: '^src-main/', pathNot: '^src-main/(storage|events)/|^src-main/$1/' },
    },
    {
      name: 'adapters-know-no-sibling',
      severity: 'error',
      from: { path: `^src-main/(${adapters})/`, pathNot: tests },
      to: { path: `^src-main/(${adapters}|app|electron|headless)/`, pathNot: '^src-main/$1/' },
    },
    {
      name: 'emulations-know-the-door',
      comment: 'They reach features by their operations, never by their SQL.',
      severity: 'error',
      from: { path: '^src-main/compat/', pathNot: tests },
      to: { path: '^src-main/', pathNot: `^src-main/(compat|api|${tools})/` },
    },
    {
      name: 'emulations-share-what-knows-none-of-them',
      severity: 'error',
      from: { path: '^src-main/compat/[^/]+$', pathNot: tests },
      to: { path: '^src-main/compat/[^/]+/' },
    },
    {
      name: 'providers-know-nothing-of-here',
      comment: 'They speak of other servers: what is done with the answers is not their affair.',
      severity: 'error',
      from: { path: '^src-main/providers/', pathNot: tests },
      to: { path: '^src-main/', pathNot: '^src-main/(providers|outbound)/' },
    },
    {
      name: 'only-shells-know-app',
      severity: 'error',
      from: { path: '^src-main/', pathNot: `^src-main/(app|electron|headless)/|${tests}` },
      to: { path: '^src-main/(app|electron|headless)/' },
    },
    {
      name: 'electron-in-its-folder',
      severity: 'error',
      from: { pathNot: '^src-main/electron/|^src-preload/' },
      to: { path: '^node_modules/electron/' },
    },
    {
      name: 'renderer-is-a-browser',
      severity: 'error',
      from: { path: '^src-renderer/', pathNot: tests },
      to: { path: '^src-main/|^src-preload/' },
    },
    {
      name: 'renderer-without-node',
      severity: 'error',
      from: { path: '^src-(renderer|shared)/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'ui-knows-ui',
      severity: 'error',
      from: { path: '^src-renderer/src/ui/' },
      to: { path: '^src-renderer/src/(features|stores|api)/' },
    },
    {
      name: 'stores-below-features',
      severity: 'error',
      from: { path: '^src-renderer/src/(stores|api|shell)/' },
      to: { path: '^src-renderer/src/(features|ui)/' },
    },
    {
      name: 'api-below-stores',
      severity: 'error',
      from: { path: '^src-renderer/src/(api|shell)/' },
      to: { path: '^src-renderer/src/stores/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^#|^virtual:|\\.css$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.vue', '.js', '.mjs', '.json'],
    },
  },
}
