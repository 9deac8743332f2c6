/** Words in front of a number that is something else: orders, accounts, telephones. */
export const labelWords = {
  english: `
    postcode, zip, order, invoice, ticket, tracking, parcel, reference, ref, case(?: id)?,
    request, trip, transaction, account, card, ending in, customer, member(?:ship)?, user(?: ?name)?(?: id)?, user id, phone, tel,
    call(?: us)?(?: at)?, fax, version, build, room, item, statement, po box, vat, door, model, id, serial,
    incident, pr, pull request, merge request, issue, label, zone, agent, line, commit, licen[cs]e(?: key)?, balance, notice, checksum, ending, pnr, row, payout, vehicle, clause, section, chapter, page, suite, apartment, branch, terminal number, level, step, lesson,
    (?:order|customer|member|reference|account|phone|serial|policy|case|invoice|flight|notice|card|tracking) (?:number|no[.]?)
  `,
  cyrillic: `
    заказ\\p, замовлен\\p, сч[её]т\\p, накладн\\p, трек\\p, отправлени\\p, операци\\p, обращени\\p, звернен\\p, заявлени\\p,
    заявк\\p, карт[аеуы]\\p, тел(?:ефон\\p)?, артикул\\p, индекс, чек, инн, огрн, бик, кпп, номер\\p, договор\\p, поезд, вагон,
    посылк\\p, рахун\\p, відділенн\\p, поштомат, ттн, аккаунт\\p, логин\\p, пользовател\\p
  `,
  germanic: `
    (?:bestell|rechnungs|kunden|auftrags|sendungs|vorgangs|konto|artikel|ticket|service|buchungs|order|factuur|klant|mitglieds|referenz|serien|steuer|paket|ocr-?)-?(?:nummer|nr[.]?),
    bestellung, rechnung, auftrag, sendung, buchung, zug, wagen, art[.]?[ -]?nr, endziffern, endnummer, blz, plz, postleitzahl,
    iban, nummer, bestelling, telefon, telefoon, factuur, vorgang, postbus, postfach, packstation, konto, kundnummer,
    benutzer\\p, fakturan?, faktura(?:nummer)?, kolli, bankgiro, order
  `,
  romance: `
    commande, facture, dossier, client, billet, réf, référence, colis, numéro, se terminant par, téléphone, tél, siret, train,
    pedido, factura, fatura, número, operación, protocolo, encomenda, cuenta, conta, tarjeta, cartão, terminada en, final,
    teléfono, telefone, cp, cep, llama al, atención al cliente, cnpj, dni, localizador, reserva, ordine, fattura, numero, cap,
    spedizione, telefono, cro, servizio clienti, pratica, p[.]?iva, volo, vuelo, vol, cita, identifiant, usuario, utente, usuário, ref[.]?
  `,
  others: `
    zamówieni\\p, faktur\\p, nip, konta, rachun\\p, przesył\\p, telefon\\p, operacji nr, nr, objednávk\\p, psč, ičo, sipariş,
    fatura, takip no, kargo takip, müşteri no, hesap no, طلب, طلبك رقم, هاتف, الحساب, رقم الطلب
  `,
  unspaced: `
    邮编, 邮政编码, 订单号?, 訂單, 单号, 編號, 编号, 尾号, 末四位, 卡号, 号码, 電話號碼, 电话, 電話, 专线, 專線, 客服, 手机, 工单, 积分, 账单, 金额, 会员,
    注文番号, 受付番号, 予約番号, 問い合わせ, お客様番号, 下4桁, 会員番号, 伝票番号, 金額, 주문, 고객센터, 문의, 전화, 송장, 운송장, 계좌, 결제금액
  `,
}
