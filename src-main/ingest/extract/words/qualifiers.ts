/** What makes a code one that is good once. Before the noun (`login code`) or behind it (`code de connexion`). */
export const oneTimeQualifiers = {
  english: `
    verif(?:y|ication|ying), security, confirm(?:ation)?, authenticat(?:ion|or), activation, validation, log.?in, sign.?in,
    sign.?up, access, one.?time, one.?off, single.?use, two.?factor, 2fa, (?:two|2).?step, multi.?factor, mfa, temporary,
    recovery, reset, delivery, unlock(?:ing)?, device, pairing, pick.?up, collection, locker, magic, registration,
    identification, approval, authori[sz]ation, signing, signature, backup, linking, sudo, enrolment, transfer, payment approval
  `,
  german: `
    bestätigungs, signatur, unterschrifts, sicherheits, verifizierungs, verifikations, anmelde, login, zugangs, zugriffs, aktivierungs,
    einmal(?:ige[rsn]?)?, freischalt, freigabe, prüf, authentifizierungs, abhol(?:ungs)?, registrierungs, entsperr,
    kopplungs, wiederherstellungs, transaktions, identifizierungs, zustell, bestätigung, anmeldung, temporäre[rs]?
  `,
  dutchNordic: `
    inlog, verificatie, beveiligings, bevestigings, toegangs, activatie, afhaal, herstel, eenmalige?, tijdelijke?, koppel,
    bezorg, aanmeld, engångs, verifierings, inloggnings, bekräftelse, säkerhets, aktiverings, utlämnings, hämt, boxen,
    engangs, bekræftelses, sikkerheds, verifi[sc]erings, bekreftelses, sikkerhets, innloggings, afhentnings, hente
  `,
  french: `
    vérification, sécurité, confirmation, connexion, validation, activation, accès, authentification, identification,
    usage unique, temporaire, secret, retrait, récupération, déverrouillage, réinitialisation, livraison, confidentiel,
    unique, signature, appairage
  `,
  iberian: `
    verificación, acceso, seguridad, confirmación, activación, inicio, autenticación, (?:un )?sol[oa] uso, recogida,
    retir[oa], retirada, recuperación, temporal, únic[oa], desbloqueo, entrega, emparejamiento, identificación, firma, assinatura,
    validación, autorización, dinámic[oa], verificação, confirmação, segurança, acesso, ativação, autenticação,
    temporári[oa], recuperação, levantamento, validação, autorização, identificação
  `,
  italian: `
    verifica, accesso, sicurezza, conferma, attivazione, autenticazione, temporane[oa], monouso, ritiro, sblocco,
    recupero, autorizzazione, consegna, usa e getta, genitore, firma, accedere, dispositivo
  `,
  polishCzech: `
    weryfikac\\p, tymczasow\\p, podpis\\p, dostępu, potwierdz\\p, aktywac\\p, bezpieczeństwa, jednorazow\\p, odbioru, autoryzac\\p, logowania,
    uwierzytelni\\p, rejestrac\\p, odbiorczy, ověřovací, potvrzovací, jednorázov\\p, přihlašovací, bezpečnostní,
    aktivační, autorizační, vyzvednutí, přihlášení, výdej(?:ní)?
  `,
  turkish: `
    doğrulama, onay(?:lama)?, güvenlik, giriş, aktivasyon, tek kullanımlık, teslim(?:at)?, geçici, kurtarma, sıfırlama,
    eşleştirme, tek seferlik
  `,
  cyrillic: `
    подтвержд\\p, вход\\p, доступ\\p, безопасност\\p, активац\\p, авториз\\p, провер\\p, одноразов\\p, временн\\p,
    секретн\\p, подписан\\p, подписи, получени\\p, выдач\\p, восстановлен\\p, регистрац\\p, sms, смс, кодов\\p, підтвердж\\p, перевір\\p,
    безпек\\p, отриман\\p, видач\\p, тимчасов\\p, відновлен\\p, реєстрац\\p
  `,
  others: `
    التحقق, الدخول, تسجيل الدخول, التأكيد, الأمان, التفعيل, الاستلام, المصادقة, المؤقتة?, السري, مرة واحدة,
    vahvistus, kertakäyttö, ellenőrző, megerősítő, belépési, verificare, confirmare, verifikasi, επαλήθευσης, xác (?:minh|thực)
  `,
  unspaced: `
    验证, 驗證, 动态, 動態, 登[录錄入], 激活, 安全, 确认, 確認, 校[验驗], 一次性, 取件, 取[货貨], 提[货貨], 认证, 認證, 短信, 開箱, 开箱, 授权,
    認証, 検証, ログイン用?, セキュリティ, ワンタイム, 受け?取り?用?, 解[錠除]用?, 承認, 開錠, 本人確認, 照合, 인증, 확인, 보안, 로그인, 일회용, 임시, 수령, 픽업, 승인, 출입, 열림
  `,
}

/** What makes a code one of another kind. */
export const otherQualifiers = {
  english: `
    promo(?:tion(?:al)?)?, discount, coupon, voucher, gift(?: card)?, zip, postal, area, country, dial, tracking, error,
    status, bar, qr, source, sort, swift, routing, product, item, booking, dress, reservation, referral, colou?r, offer,
    exit, survey, check.?in, boarding, licen[cs]e, wi.?fi, wlan, network, meeting, currency, tax, store, hex,
    ticket, building, response, office, branch, policy, vehicle, member(?:ship)?, friend, course, survey, gate, door, entry, project, class, agent, partner, plan, learn to
  `,
  german: `
    gutschein, rabatt, aktions, vorteils, fehler, buchungs, reservierungs, artikel, farb, post, strich, bank, werbe, lizenz,
    kortings?, fout, boekings, rabattkod, fel, felkod, landnummer
  `,
  romance: `
    promotionnel, barres?, article, client[ei]?, réduction, erreur, porte, parrainage, réservation, avantage, cadeau,
    descuento, barras, rastreio, seguimiento, desconto, reserva, produc?to, promocional, error, erro, regalo, presente,
    sconto, fiscale, postale, articolo, prenotazione, promozionale, errore, destinatario, país, suivi, suivre, cours, curso, corso, lotteria, vuelo, voo, volo, vol
  `,
  others: `
    pocztowy, rabatow\\p, promocyjn\\p, kreskow\\p, błędu, slevov\\p, chyb\\p, posta, indirim, hata, kampanya, kupon, acente, müşteri, ürün,
    промо.?, почтов\\p, ошибк\\p, услуг\\p, подразделени\\p, скидк\\p, товар\\p, стран\\p, регион\\p, заявк\\p, плательщик\\p, клиент\\p, поштов\\p,
    помилк\\p, знижк\\p, خصم, الخصم, الترويجي, البريدي, المنتج, الخطأ
  `,
  unspaced: `
    优惠, 優惠, 折扣, 发票, 發票, 邮政, 二维, 二維, 条, 條, 商品, 邀请, 邀請, クーポン, エラー, 郵便, 紹介, 할인, 쿠폰, 우편, 오류, 상품, 추천
  `,
}

/** Small words that may stand between the noun and what qualifies it. */
export const linkWords =
  "(?:d['’]|l['’]|(?:de|di|del|de la|do|da|du|des|a|à|of|for|to|your|the|für|zur|zum|для|на|o|za|pro|per|till|för|til|voor|om|pour|para|dla|і|по) )"
