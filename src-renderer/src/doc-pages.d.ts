/** Made by the build: see `docPages` in electron.vite.config.ts. */
declare module '*.md?html' {
  const page: { title: string; html: string }
  export default page
}
