import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

/** The clock, chance, the environment and the console are handed in, so that tests can hold them. */
const ambient = {
  'no-restricted-globals': ['error', { name: 'console', message: 'Log through the logger.' }],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Take `now` as a dependency.' },
    { object: 'Math', property: 'random', message: 'Use node:crypto, or take ids as a dependency.' },
    { object: 'process', property: 'env', message: 'Only config reads the environment.' },
  ],
}

export default ts.config(
  { ignores: ['out/', 'node_modules/', 'coverage/', 'test/fixtures/', 'test/bench/.contenders/', 'docs/'] },
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.vue'] } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-control-regex': 'off',
      eqeqeq: 'error',
      'max-lines-per-function': ['error', { max: 90, skipComments: true, skipBlankLines: true }],
      'max-lines': ['error', { max: 250, skipComments: true, skipBlankLines: true }],
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      // The formatter's affair.
      'vue/html-indent': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  { files: ['src-main/**/*.ts', 'src-shared/**/*.ts'], rules: ambient },
  // Texts are in `i18n`, in each language.
  {
    files: ['src-renderer/**/*.vue'],
    rules: {
      'vue/no-bare-strings-in-template': [
        'error',
        {
          allowlist: [
            '(',
            ')',
            ',',
            '.',
            '&',
            '+',
            '-',
            '=',
            '*',
            '/',
            '#',
            '%',
            '!',
            '?',
            ':',
            '[',
            ']',
            '{',
            '}',
            '<',
            '>',
            '·',
            '•',
            '–',
            '—',
            '−',
            '|',
            '×',
            '→',
            '…',
            '@',
            '$',
          ],
          attributes: {
            '/.+/': [
              'title',
              'aria-label',
              'aria-placeholder',
              'aria-roledescription',
              'aria-valuetext',
              'aria-description',
              'placeholder',
              'alt',
              'label',
            ],
          },
          directives: ['v-text'],
        },
      ],
    },
  },
  // The wiring of all parts stays one list that can be read from top to bottom.
  { files: ['src-main/app/create-app.ts'], rules: { 'max-lines-per-function': 'off' } },
  // The entry points: what is handed in everywhere else comes from here.
  {
    files: ['src-main/headless/{main,run}.ts', 'src-main/electron/{main,launch}.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.name="vi"][property.name="mock"]',
          message: 'Pass a small fake instead of mocking a module.',
        },
      ],
    },
  },
  {
    files: ['scripts/**', 'bin/**', '*.config.*', '.*.cjs'],
    extends: [ts.configs.disableTypeChecked],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
)
