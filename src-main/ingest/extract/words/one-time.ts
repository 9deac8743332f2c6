/** Words for a code that is good once: enough evidence on their own. */
export const oneTimeWords = {
  english: String.raw`
    (?:verification|security|confirmation|authentication|activation|validation|login|log.?in|sign.?in|access|one.?time|single.?use|two.?factor|2fa|temporary|recovery|delivery|unlock|device)(?: (?:e?mail|login|access|pass|security))?.?(?:code|pin|password|passcode),
    otp, pass.?code, pin, pin.code, (?:email|account|identity) verification code
  `,
  russianUkrainian: String.raw`
    код(?:а|ом)? (?:подтверждения|для входа|доступа|безопасности|активации|авторизации|проверки|підтвердження|доступу|безпеки|активації),
    код для входу, (?:проверочн|одноразов|временн|секретн)\p{L}* (?:код|пароль), одноразов\p{L}*,
    пин.?код, pin.?код, пин
  `,
  germanDutch: String.raw`
    (?:bestätigungs|sicherheits|verifizierungs|anmelde|login|zugangs|aktivierungs|einmal|freischalt|prüf|authentifizierungs|inlog|verificatie|beveiligings|bevestigings|toegangs|activatie)-?(?:code|pin|passwort|kennwort|wachtwoord),
    einmal.?(?:passwort|kennwort|code), (?:mobile|sms|push)?tan, eenmalig\p{L}* (?:code|wachtwoord)
  `,
  french: String.raw`
    code (?:de (?:vérification|sécurité|confirmation|connexion|validation)|d['’](?:activation|accès|authentification|identification)|à usage unique|temporaire|secret),
    mot de passe (?:à usage unique|temporaire)
  `,
  spanishPortuguese: String.raw`
    (?:código|clave|contraseña|senha) (?:de (?:verificación|acceso|seguridad|confirmación|activación|inicio|autenticación|un solo uso|verificação|confirmação|segurança|acesso|ativação|autenticação|uso único)|temporal|temporária|único)
  `,
  italian: String.raw`
    codice (?:di (?:verifica|accesso|sicurezza|conferma|attivazione|autenticazione)|otp|temporaneo|monouso),
    password (?:monouso|temporanea)
  `,
  polishTurkish: String.raw`
    kod (?:weryfikacyjny|dostępu|potwierdzający|aktywacyjny|bezpieczeństwa|jednorazowy),
    hasło jednorazowe, (?:doğrulama|onay|güvenlik|giriş|aktivasyon) kodu\p{L}*,
    tek kullanımlık (?:şifre|kod)
  `,
  unspaced: String.raw`
    验证码, 驗證碼, 校验码, 校驗碼, 动态(?:密码|码), 動態密碼, 激活码, 一次性密[码碼], 安全码, 确认码, 登录码,
    (?:認証|確認|検証|ログイン用?|セキュリティ|ワンタイム)(?:コード|番号|キー), ワンタイムパスワード, 暗証番号, パスコード, 인증 ?(?:번호|코드), 확인 ?코드,
    일회용 ?(?:비밀번호|코드), 보안 ?코드
  `,
}
