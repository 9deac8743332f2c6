/** Words for any code or secret: need more evidence beside them. */
export const codeWords = {
  words: String.raw`
    codes?, password, código, codigo, clave, contraseña, senha, codice, mot de passe, passwort,
    kennwort, wachtwoord, код(?:а|ом|у|ы)?, пароль, kod(?:u|unuz)?, hasło, şifre, digits, characters,
    chiffres, ziffern, cifras
  `,
  unspaced: String.raw`
    コード, 码, 碼, 密码, 密碼, パスワード, 코드, 비밀번호
  `,
}
