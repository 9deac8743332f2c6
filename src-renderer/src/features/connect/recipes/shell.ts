import type { Recipe } from './recipe.ts'

/** The command line, containers and CI. */
export const shell: Recipe[] = [
  {
    id: 'curl',
    label: 'curl',
    write: (
      host,
      port,
    ) => `printf 'From: app@example.test\\nTo: you@mayfly.test\\nSubject: Hello\\n\\nYour code is 482913\\n' |
  curl smtp://${host}:${port} --mail-from app@example.test --mail-rcpt you@mayfly.test --upload-file -`,
  },
  {
    id: 'swaks',
    label: 'swaks',
    write: (host, port) => `swaks --server ${host}:${port} --from app@example.test --to you@mayfly.test \\
  --header 'Subject: Hello' --body 'Your code is 482913'`,
  },
  {
    id: 'docker',
    label: 'Docker Compose',
    write: (
      host,
      port,
    ) => `# From a container, this machine has another name. Mayfly has to listen for it, and then needs a password:
#   npm start -- --headless --host 0.0.0.0 --password-file mayfly-password
services:
  app:
    environment:
      SMTP_HOST: ${host === 'localhost' ? 'host.docker.internal' : host}
      SMTP_PORT: "${port}"
    extra_hosts:
      - "host.docker.internal:host-gateway"`,
  },
  {
    id: 'github-actions',
    label: 'GitHub Actions',
    // On a runner of its own, with the ports that a fresh start takes.
    write: () => `# .github/workflows/test.yml
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 24 }
      - name: Start Mayfly
        run: |
          git clone --depth 1 <address of Mayfly's repository> ../mayfly
          npm start --prefix ../mayfly -- --headless --data-dir :memory: > mayfly.log 2>&1 &
          curl --retry 180 --retry-delay 1 --retry-connrefused -fsS http://127.0.0.1:8025/ready
      - run: npm ci
      - run: npm test
        env:
          SMTP_HOST: 127.0.0.1
          SMTP_PORT: 1025`,
  },
]
