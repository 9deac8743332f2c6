import type { Recipe } from './recipe.ts'

/** Languages that are compiled. */
export const compiled: Recipe[] = [
  {
    id: 'spring',
    label: 'Spring Boot',
    write: (host, port) => `# application.properties
spring.mail.host=${host}
spring.mail.port=${port}`,
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
    id: 'rust',
    label: 'Rust',
    write: (host, port) => `use lettre::{Message, SmtpTransport, Transport};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mail = Message::builder()
        .from("app@example.test".parse()?)
        .to("you@mayfly.test".parse()?)
        .subject("Hello")
        .body(String::from("Your code is 482913"))?;
    let mailer = SmtpTransport::builder_dangerous("${host}").port(${port}).build();
    mailer.send(&mail)?;
    Ok(())
}`,
  },
]
