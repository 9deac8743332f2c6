export const signIn = {
  title: 'Sign in to Mayfly',
  password: 'Password',
  submit: 'Sign in',
  wait: 'Try again in {n} s',
  empty: 'Type the password of the owner.',
  wrong: 'That is not the password.',
  tooMany: 'Too many tries. The next one has to wait.',
  forgotten: 'Forgotten? Stop Mayfly on its machine and run {command}',
  noPassword: 'Nobody can sign in from here yet',
  noPasswordText: 'Mayfly has no password. Stop it on its machine and run {command}',
}
