import type { Recipe } from './recipe.ts'

/** Languages that run from source. */
export const scripting: Recipe[] = [
  {
    id: 'node',
    label: 'Node',
    write: (host, port) => `import nodemailer from 'nodemailer'

const transport = nodemailer.createTransport({
  host: '${host}',
  port: ${port},
  ignoreTLS: true,
})
await transport.sendMail({
  from: 'app@example.test',
  to: 'you@mayfly.test',
  subject: 'Hello',
  text: 'Your code is 482913',
})`,
  },
  {
    id: 'python',
    label: 'Python',
    write: (host, port) => `import smtplib
from email.message import EmailMessage

message = EmailMessage()
message["From"] = "app@example.test"
message["To"] = "you@mayfly.test"
message["Subject"] = "Hello"
message.set_content("Your code is 482913")
with smtplib.SMTP("${host}", ${port}) as smtp:
    smtp.send_message(message)`,
  },
  {
    id: 'django',
    label: 'Django',
    write: (host, port) => `# settings.py
EMAIL_HOST = "${host}"
EMAIL_PORT = ${port}`,
  },
  {
    id: 'rails',
    label: 'Rails',
    write: (host, port) => `# config/environments/development.rb
config.action_mailer.delivery_method = :smtp
config.action_mailer.smtp_settings = {
  address: "${host}", port: ${port}, openssl_verify_mode: "none"
}`,
  },
  {
    id: 'phoenix',
    label: 'Phoenix',
    write: (host, port) => `# config/dev.exs, with {:gen_smtp, "~> 1.2"} among the dependencies
config :my_app, MyApp.Mailer,
  adapter: Swoosh.Adapters.SMTP,
  relay: "${host}",
  port: ${port},
  tls: :never,
  auth: :never,
  no_mx_lookups: true`,
  },
]
