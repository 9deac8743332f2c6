/** What a reader is told to do with a code. */
export const purposeWords = {
  words: String.raw`
    enter, type, paste, copy, use, sign.?in, sign.?up, log.?in, verify, confirm, continue,
    authenticate, введите, ввести, вход\p{L}*, войти, подтверд\p{L}*, підтверд\p{L}*, введіть,
    скопируйте, назовите, eingeben, gib, geben, anmeld\p{L}*, bestätig\p{L}*, verwenden, fortzufahren,
    vul, gebruik, saisissez, entrez, entrer, utilisez, recopiez, connecter, connexion, confirmer,
    confirmez, introduce, introduzca, ingresa, usa, utiliza, escribir, confirmar, iniciar sesión,
    digite, insira, introduza, entrar, use, inserisci, inserire, utilizza, accedere, confermare, wpisz,
    wprowadź, girin, yazın, girişi
  `,
  unspaced: String.raw`
    输入, 輸入, 登录, 登入, 注册, 入力, ログイン, 本人確認, 입력, 로그인
  `,
}

/** How long a code lives, and that it is a secret. */
export const validityWords = {
  words: String.raw`
    expires?, valid, minutes, mins, share, минут\p{L}*, действ\p{L}*, никому, хвилин, gültig, minuten,
    läuft, valable, expire, caduca, vence, minutos, vale, scade, valido, valida, minuti, geldig, ważny,
    geçerli\p{L}*
  `,
  unspaced: String.raw`
    分钟, 分鐘, 有效, 泄露, 有効期限, 以内, 유효
  `,
}
