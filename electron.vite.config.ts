import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { baseCompile } from '@intlify/message-compiler'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { Marked } from 'marked'
import type { Plugin } from 'vite'

/** Three builds: `out/main` (both shells and the store's thread), `out/preload`, `out/renderer`. */
export default defineConfig({
  main: {
    plugins: [withoutHttpNamespace(), inAscii(), thirdParties()],
    build: {
      outDir: 'out/main',
      sourcemap: true,
      // Dependencies come into the build: a few files load in half the time of some hundred, and in less memory.
      externalizeDeps: false,
      rollupOptions: {
        input: {
          electron: 'src-main/electron/main.ts',
          headless: 'src-main/headless/main.ts',
          'store-worker': 'src-main/app/store-worker.ts',
        },
        // It looks for its binary beside itself.
        external: ['better-sqlite3'],
        // All in one folder, so that each finds the others the same way wherever the build put it; and without a hash,
        // because the compile cache knows a file by its name: the next build takes the place of this one.
        output: { format: 'es', chunkFileNames: '[name].js' },
      },
    },
  },
  preload: {
    plugins: [asData('src-shared/shell/call-names.ts', 'callNames')],
    build: {
      outDir: 'out/preload',
      // A sandboxed preload script must be one CommonJS file.
      rollupOptions: {
        input: { preload: 'src-preload/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    // Parts of the libraries that the window does without.
    define: {
      __VUE_OPTIONS_API__: false,
      __VUE_I18N_LEGACY_API__: false,
      __VUE_I18N_FULL_INSTALL__: false,
      __INTLIFY_PROD_DEVTOOLS__: false,
    },
    build: {
      minify: true,
      outDir: 'out/renderer',
      chunkSizeWarningLimit: 600,
      rollupOptions: {
        input: 'src-renderer/index.html',
        // All that the first view needs is one file: a browser fetches six at a time, and thirty small ones took it
        // longer than the rest of the start.
        output: { codeSplitting: { groups: [{ name: 'start', test: /src-renderer\/src\/main\.ts$/ }] } },
      },
    },
    plugins: [
      vue(),
      tailwindcss(),
      asData('src-shared/api/routes.ts', 'routes'),
      textsAhead(),
      docPages(),
      compiledAhead(),
      compressed(),
    ],
  },
})

/**
 * `import` of node:http reads every name of it, and reading `WebSocket` makes Node load its whole fetch client: 10 MB
 * and a tenth of a start. So the build gets at the module without that.
 */
function withoutHttpNamespace(): Plugin {
  const httpImport = /^import (.+) from "node:http";$/gm
  return {
    name: 'without-http-namespace',
    renderChunk: code => ({
      // Line for line, so that the source map stays right.
      code: code.replace(
        httpImport,
        (_, names: string) =>
          `const ${names.replaceAll(' as ', ': ')} = process.getBuiltinModule("node:http");`,
      ),
      map: null,
    }),
  }
}

/**
 * Of a file with one letter beyond Latin-1 V8 keeps two bytes for each character, and keeps them as long as the program runs:
 * 3 MB more for some hundred letters. As an escape a letter is the same in texts, patterns and names.
 */
function inAscii(): Plugin {
  const escape = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  return {
    name: 'in-ascii',
    // Not before: what prints the code writes letters again.
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue
          if (/\\[\u0080-\uffff]|String\.raw`[^`]*[\u0080-\uffff]/.test(chunk.code))
            throw new Error(`${chunk.fileName} has a letter behind a backslash or in a raw text`)
          chunk.code = chunk.code.replace(/[\u0080-\uffff]/g, escape)
        }
      },
    },
  }
}

/** Pages and preload ask by plain data, worked out here; the schemas that it comes from stay out of their build. */
function asData(path: string, name: string): Plugin {
  const file = join(import.meta.dirname, path)
  return {
    name: `as-data-${name}`,
    async load(id) {
      if (id !== file) return null
      const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>
      return `export const ${name} = ${JSON.stringify(module[name])}`
    },
  }
}

/**
 * The window's texts as they are once vue-i18n has read them, so that the page has no part in it and is without what reads
 * them. As JSON, which is read faster than a program.
 */
function textsAhead(): Plugin {
  const texts = /src-renderer\/src\/i18n\/(\w+)\/\1\.ts$/
  return {
    name: 'texts-ahead',
    apply: 'build',
    config: () => ({ define: { __INTLIFY_DROP_MESSAGE_COMPILER__: true } }),
    async load(id) {
      const [, language] = texts.exec(id) ?? []
      if (language === undefined) return null
      const module = (await import(pathToFileURL(id).href)) as Record<string, object>
      const read = JSON.stringify(readTexts(module[language]!))
      return `export const ${language} = JSON.parse(${JSON.stringify(read)})`
    },
  }
}

function readTexts(node: object): object {
  const entries: [string, string | object][] = Object.entries(node)
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'string' ? readText(value) : readTexts(value)]),
  )
}

/** One without places for values and without plural forms stays a text. */
function readText(text: string): string | object {
  const { ast } = baseCompile(text, { jit: true, minify: true, location: false })
  // As it is minified: `b` is what it consists of, `s` all of that when it never changes.
  const { b: body } = ast as unknown as { b: { s?: string } }
  return body.s ?? ast
}

/** Whoever passes the package on passes on the licences of what is in it. */
function thirdParties(): Plugin {
  const script = join(import.meta.dirname, 'scripts', 'licence-texts.ts')
  return {
    name: 'third-parties',
    async writeBundle({ dir }) {
      // Not before: this file is built into one before it runs, and that one would look for packages elsewhere.
      const { licenceTexts } = (await import(pathToFileURL(script).href)) as { licenceTexts: () => string }
      writeFileSync(join(dir!, '..', 'THIRD-PARTY.txt'), licenceTexts())
    },
  }
}

/** `import` of `x.md?html` is the page's title and the rest as HTML. It is our own: there is nothing in it to fear. */
function docPages(): Plugin {
  const marked = new Marked({
    renderer: {
      // What scrolls sideways has to be reached by the keyboard.
      code({ text }) {
        return `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens)
        const service = /^(\w+)\.md/.exec(href)?.[1]
        // Pages of services are in the window; others are in the folder of the docs.
        if (!service) return `<em>${text}</em>`
        return `<a href="#/services${service === 'README' ? '' : `/${service}`}">${text}</a>`
      },
    },
  })
  return {
    name: 'doc-pages',
    load(id) {
      const [file, query] = id.split('?')
      if (query !== 'html' || !file?.endsWith('.md')) return null
      const [, title, text] = /^# (.+)\n([^]*)$/.exec(readFileSync(file, 'utf8')) ?? []
      if (title === undefined || text === undefined) throw new Error(`${file} does not begin with its title`)
      return `export default ${JSON.stringify({ title, html: marked.parse(text, { async: false }) })}`
    },
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * Most of the start file runs at the start. Told so in its first line, Chromium compiles it beside the main thread while it comes
 * in, and not each function as it is called: a sixth of the work until the list is painted. Others pass over the comment.
 */
function compiledAhead(): Plugin {
  return {
    name: 'compiled-ahead',
    // Not before: Vite puts a line of its own in front.
    writeBundle({ dir }, bundle) {
      for (const { fileName, name } of Object.values(bundle)) {
        if (name !== 'start' || !fileName.endsWith('.js')) continue
        const file = join(dir!, fileName)
        writeFileSync(file, `//# allFunctionsCalledOnLoad\n${readFileSync(file, 'utf8')}`)
      }
    },
  }
}

/** Files worth it lie beside themselves as `.gz` too: packing the page for each visitor took longer than sending it. */
function compressed(): Plugin {
  const worthIt = /\.(js|css|html|svg)$/
  const fromBytes = 1024
  return {
    name: 'compressed',
    // Once they are as they will be.
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle).filter(name => worthIt.test(name))) {
        const file = join(dir!, name)
        const bytes = readFileSync(file)
        if (bytes.length >= fromBytes) writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
      }
    },
  }
}
