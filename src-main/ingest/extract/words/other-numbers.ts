/** Words in front of a number that is something else: orders, accounts, telephones, other kinds of code. */
export const otherNumberWords = {
  english: String.raw`
    (?:promo(?:tion(?:al)?)?|discount|coupon|voucher|gift|zip|postal|area|country|dial|tracking|error|status|bar|qr|source|sort|swift|product|item|booking|dress|reservation|referral|colou?r|offer) codes?,
    postcode, zip, order, invoice, receipt, ticket, tracking, parcel, booking, reservation, reference,
    ref, case, case id, request, trip, transaction, account, card, ending in, customer, member,
    user id, meeting id, phone, tel, call(?: us)?(?: at)?, fax, version, build, room, flight, item,
    statement, po box, vat, door, model, id, number
  `,
  russianUkrainian: String.raw`
    промо.?код\p{L}*, заказ\p{L}*, замовлення, сч[её]т\p{L}*, накладн\p{L}*, трек\p{L}*,
    отправлени\p{L}*, операци\p{L}*, обращени\p{L}*, звернення, карт[ауые]\p{L}*, тел(?:ефон\p{L}*)?,
    артикул\p{L}*, индекс, чек, инн, огрн, номер\p{L}*, договор\p{L}*, почтов\p{L}* код
  `,
  germanDutch: String.raw`
    (?:gutschein|rabatt|aktions|vorteils|kortings)-?code,
    (?:bestell|rechnungs|kunden|auftrags|sendungs|vorgangs|konto|artikel|ticket|service|buchungs|order|factuur|klant)-?nummer,
    bestellung, rechnung, auftrag, sendung, buchung, zug, art[.]?[ -]?nr, endziffern, blz, plz,
    postleitzahl, iban, nummer, bestelling, postcode, telefon, telefoon
  `,
  french: String.raw`
    code (?:promo|postal|barres?|article|client|réduction), commande, facture, dossier, client, billet,
    réf, référence, colis, numéro, se terminant par, téléphone, tél, siret, train
  `,
  spanishPortuguese: String.raw`
    código (?:de (?:descuento|barras|rastreio|seguimiento|cliente|desconto|reserva|producto|produto)|postal|promocional),
    pedido, factura, fatura, número, operación, protocolo, encomenda, cuenta, conta, tarjeta, cartão,
    terminada en, final, teléfono, telefone, cp, llama al, atención al cliente, cnpj
  `,
  italian: String.raw`
    codice (?:sconto|fiscale|postale|articolo|cliente|prenotazione|promozionale|a barre), ordine,
    fattura, numero, cap, spedizione, telefono, cro, servizio clienti
  `,
  polishTurkish: String.raw`
    kod (?:pocztowy|rabatowy|promocyjny|kreskowy), zamówieni\p{L}*, faktur\p{L}*, nip, sipariş, fatura,
    posta kodu, indirim kodu
  `,
  unspaced: String.raw`
    优惠[码券], 優惠碼, 邮编, 邮政编码, 订单号?, 訂單, 单号, 编号, 尾号, 末四位, 卡号, 电话, 電話, 专线, 專線, 客服, 手机, 二维码, 条码, 工单, 积分, 账单,
    金额, クーポンコード, 注文番号, 受付番号, 予約番号, 問い合わせ, お客様番号, 郵便番号, 下4桁, 会員番号, エラーコード, 주문, 고객센터, 문의, 전화, 우편번호, 쿠폰,
    송장
  `,
}
