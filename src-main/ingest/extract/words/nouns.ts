/** Words for a code or a secret: they need more evidence beside them. */
export const codeNouns = {
  english: `
    codes?, passwords?, token, passphrase, digits, characters, pass.?key,
    (?:magic|secret|security|verification|authentication|access) numbers?
  `,
  romance: `
    c[oó]digos?, clave, contraseña, senha, palavra-(?:passe|chave), codice, mots? de passe, chiffres, cifras, cifre,
    codul, parola
  `,
  germanic: `
    passwort, kennwort, ziffern, wachtwoord, cijfers, kode[nr]?, koden, lösenord(?:et)?, adgangskode, passord, siffror,
    sifrene, (?:sechs|vier|fünf|acht)stellige (?:zahl|nummer), zahlenfolge, (?:sicherheits|bestätigungs|verifizierungs)nummer
  `,
  slavic: `
    код(?:а|ом|у|ы|и|ів)?, парол(?:ь|я|ем|ю|ь-код), цифр(?:ы|и|ами), комбинаци[яию], комбінаці[яюї], kod(?:u|em|y)?,
    hasł[oa]m?, cyfry, kód(?:u|em)?, hesl[oa], číslice
  `,
  others: `
    kodu, kod(?:unuz|unu|unuzu|la|uyla), şifre(?:niz|si|nizi|yi|sini)?, parola(?:nız)?, koodi(?:si)?, kód(?:ja|od|ját|odat)?, jelsz(?:ó|ava), κωδικός,
    kode, mã, (?:و|ل|ب)?(?:ال)?(?:رمز|كود), كلمة (?:المرور|السر)
  `,
  unspaced: 'コード, 码, 碼, 密码, 密碼, 口令, パスワード, 코드, 비밀번호, 암호',
}

/** Words that only ever name a code that is good once. */
export const oneTimeNouns = {
  words:
    'otp, totp, (?:sms|push|mobile|photo|m|i)?-?tan, pass.?codes?, pins?, pin.?codes?, пин, пин.?код\\p, піл?н.?код',
  unspaced: '暗証番号, パスコード, ワンタイムパスワード, 动态密码, 動態密碼, 一次性密[码碼]',
}
