/**
 * How an app is told where to send its mail. The server offers STARTTLS with a certificate that it made itself, so
 * clients that would take the offer and then refuse the certificate are told not to.
 */
export type Recipe = { id: string; label: string; write(host: string, port: number): string }

export const recipes: Recipe[] = [
  {
    id: 'node',
    label: 'Node',
    write: (host, port) => `import nodemailer from 'nodemailer'

const transport = nodemailer.createTransport({ host: '${host}', port: ${port}, ignoreTLS: true })
await transport.sendMail({
  from: 'app@example.test',
  to: 'you@mayfly.test',
  subject: 'Hello',
  text: 'Your code is 482913',
})`,
  },
  {
    id: 'php',
    label: 'PHP',
    write: (host, port) => `# Laravel, .env
MAIL_MAILER=smtp
MAIL_URL="smtp://${host}:${port}?verify_peer=0"

# Symfony, .env
MAILER_DSN="smtp://${host}:${port}?verify_peer=0"`,
  },
  {
    id: 'python',
    label: 'Python',
    write: (host, port) => `# Django, settings.py
EMAIL_HOST = "${host}"
EMAIL_PORT = ${port}

# plain Python
import smtplib
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
    id: 'rails',
    label: 'Rails',
    write: (host, port) => `# config/environments/development.rb
config.action_mailer.delivery_method = :smtp
config.action_mailer.smtp_settings = {
  address: "${host}", port: ${port}, openssl_verify_mode: "none"
}`,
  },
  {
    id: 'spring',
    label: 'Spring',
    write: (host, port) => `# application.properties
spring.mail.host=${host}
spring.mail.port=${port}`,
  },
  {
    id: 'dotnet',
    label: '.NET',
    write: (host, port) => `using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

var message = new MimeMessage();
message.From.Add(MailboxAddress.Parse("app@example.test"));
message.To.Add(MailboxAddress.Parse("you@mayfly.test"));
message.Subject = "Hello";
message.Body = new TextPart("plain") { Text = "Your code is 482913" };

using var client = new SmtpClient();
await client.ConnectAsync("${host}", ${port}, SecureSocketOptions.None);
await client.SendAsync(message);
await client.DisconnectAsync(true);`,
  },
  {
    id: 'go',
    label: 'Go',
    write: (host, port) => `package main

import (
	"fmt"
	"log"
	"net/smtp"
)

func main() {
	client, err := smtp.Dial("${host}:${port}")
	if err != nil {
		log.Fatal(err)
	}
	defer client.Quit()
	client.Mail("app@example.test")
	client.Rcpt("you@mayfly.test")
	body, err := client.Data()
	if err != nil {
		log.Fatal(err)
	}
	defer body.Close()
	fmt.Fprint(body, "From: app@example.test\\r\\nTo: you@mayfly.test\\r\\n"+
		"Subject: Hello\\r\\n\\r\\nYour code is 482913\\r\\n")
}`,
  },
  {
    id: 'java',
    label: 'Java',
    write: (host, port) => `import jakarta.mail.*;
import jakarta.mail.internet.*;
import java.util.Properties;

var properties = new Properties();
properties.put("mail.smtp.host", "${host}");
properties.put("mail.smtp.port", "${port}");

var message = new MimeMessage(Session.getInstance(properties));
message.setFrom("app@example.test");
message.setRecipients(Message.RecipientType.TO, "you@mayfly.test");
message.setSubject("Hello");
message.setText("Your code is 482913");
Transport.send(message);`,
  },
  {
    id: 'curl',
    label: 'curl',
    write: (
      host,
      port,
    ) => `printf 'From: app@example.test\\nTo: you@mayfly.test\\nSubject: Hello\\n\\nYour code is 482913\\n' |
  curl smtp://${host}:${port} --mail-from app@example.test --mail-rcpt you@mayfly.test --upload-file -`,
  },
]
