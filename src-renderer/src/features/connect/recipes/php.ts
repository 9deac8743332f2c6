import type { Recipe } from './recipe.ts'

/** PHP and what is written in it. */
export const php: Recipe[] = [
  {
    id: 'laravel',
    label: 'Laravel',
    write: (host, port) => `# .env
MAIL_MAILER=smtp
MAIL_URL="smtp://${host}:${port}?verify_peer=0"`,
  },
  {
    id: 'symfony',
    label: 'Symfony',
    write: (host, port) => `# .env
MAILER_DSN="smtp://${host}:${port}?verify_peer=0"`,
  },
  {
    id: 'wordpress',
    label: 'WordPress',
    write: (host, port) => `<?php
// wp-content/mu-plugins/mayfly.php
add_action('phpmailer_init', function ($mailer) {
    $mailer->isSMTP();
    $mailer->Host = '${host}';
    $mailer->Port = ${port};
    $mailer->SMTPAuth = false;
    $mailer->SMTPAutoTLS = false;
});`,
  },
  {
    id: 'php',
    label: 'PHPMailer',
    write: (host, port) => `$mail = new PHPMailer\\PHPMailer\\PHPMailer(true);
$mail->isSMTP();
$mail->Host = '${host}';
$mail->Port = ${port};
$mail->SMTPAutoTLS = false;
$mail->setFrom('app@example.test');
$mail->addAddress('you@mayfly.test');
$mail->Subject = 'Hello';
$mail->Body = 'Your code is 482913';
$mail->send();`,
  },
]
