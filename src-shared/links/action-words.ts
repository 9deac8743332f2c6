/*
 * Words of links that a mail wants pressed, and of those it only carries along. Alphabetic entries match from the start
 * of a word, so stems cover the inflections.
 */

const actions = String.raw`
  confirm, verify, verification, validate, activate, reset, recover, unlock, sign.?in, log.?in,
  accept, approve, set (?:a |up )?(?:your |new )*password, new password, change (?:your )?password,
  join the team, secure your account, authori[sz]e, подтвер, підтверд, активир, активув, сброс,
  восстанов, сменит, войти, принять, нов\p{L}* пароль, разблок, bestätig, aktivier, zurücksetzen,
  neues passwort, anmelden, einloggen, annehmen, freischalten, verifizier, passwort, confirmez,
  vérifi, activ, réinitialis, connecter, connexion, accepter, mot de passe, verific, activar, ativar,
  restablec, redefin, iniciar sesión, entrar, aceptar, aceitar, contraseña, nova senha, conferma,
  attiva, reimposta, accedi, accetta, potwierd, aktywuj, zresetuj, zaloguj, bevestig, wachtwoord,
  inloggen, activeer, onayla, doğrula, sıfırla, giriş yap
`

const actionsCjk = String.raw`
  确认邮箱, 验证, 驗證, 激活, 重置, 登录, 登入, 認証, 確認を完了, 再設定, ログイン, 有効化, 登録を完了, 인증, 확인하기, 재설정, 로그인
`

const refused = String.raw`
  unsubscribe, opt.?out, privacy, terms, help, support, view (?:in|online), browser, preferences,
  imprint, track, download, order, invoice, docs?, learn more, report, отпис, поддержк, заказ,
  подробнее, abmelden vom, abbestell, impressum, datenschutz, hilfe, rechnung, désabonn, désinscri,
  commande, facture, aide, cancelar, darse de baja, pedido, ayuda, fatura, ordine, disiscri, aiuto,
  assistenza
`

const refusedCjk = String.raw`
  退订, 隐私, 订单, 物流, 配信停止, プライバシー, 注文, 수신거부, 주문
`

export const actionWords = pattern(actions, actionsCjk)
export const refusedWords = pattern(refused, refusedCjk)
export const actionPaths =
  /(?:^|[/?&=_.-])(?:confirm|verif|activat|reset|recover|unlock|magic|sign-?in|log-?in|invit|accept|password)/i

function pattern(words: string, unspaced: string): RegExp {
  const starts = `(?<!\\p{L})(?:${readList(words).join('|').replaceAll('.?', '[ -]?')})`
  return new RegExp([starts, ...readList(unspaced)].join('|'), 'iu')
}

function readList(words: string): string[] {
  return words.split(',').map(word => word.trim())
}
