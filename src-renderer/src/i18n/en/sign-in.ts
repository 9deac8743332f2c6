export const signIn = {
  title: 'Sign in to Mayfly',
  text: 'The mailboxes of {host} belong to its owner.',
  password: 'Password',
  submit: 'Sign in',
  wait: 'Try again in {n} s',
  empty: 'Type the password of the owner.',
  wrong: 'That is not the password.',
  forgotten: 'Forgotten? On the server’s machine, {command} sets a new one while Mayfly is stopped.',
  noPassword: 'Nobody can sign in from here yet',
  noPasswordText: 'Mayfly has no password. On its own machine, stop it and set one: {command}',
}
