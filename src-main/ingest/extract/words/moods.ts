/** Words of shops, journeys, meetings and games: a code beside them saves money or admits somebody, once or for good. */
export const tradeWords = {
  english: `
    checkout, cart, basket, save, sale, discount, coupon, voucher, (?:e-)?gift(?:.?card)?, redeem, % off, (?:min[.]?|minimum) spend, boarding(?: pass)?,
    flight, seat, e-?ticket, hotel, reservation, booking, check.?in, meeting, conference, webinar, win, prize, draw,
    competition, lottery, refer a friend, referral, licen[cs]e, wi.?fi, receipt, survey, course,
  `,
  germanic:
    'einlös\\p, warenkorb, rabatt\\p, gutschein\\p, bestellwert, korting\\p, winkelwagen, varukorg\\p, flug, sitz, buchung, reservierung, wlan, besprechung, vlucht, boeking',
  romance: `
    réduction, panier, remise, bon d['’]achat, cup[oó]n, cupom, descuento, desconto, ahorra, carrito, carrinho, compras, sconto,
    carrello, buono, spesa minima, vol, vuelo, volo, voo, embarque, embarquement, imbarco, réservation, reserva, prenotazione, lotteria, regalo, cadeau, presente, siège,
    asiento, assento, reunión, réunion, reunião, riunione, factura, facture, fattura, fatura
  `,
  others: `
    скидк\\p, промо.?код\\p, корзин\\p, знижк\\p, кошик\\p, rabat\\p, koszyk\\p, slev\\p, košík\\p, indirim\\p, sepet\\p, kupon\\p,
    الخصم, خصم, rezerwacj\\p, lot, uçuş, koltuk, rezervasyon\\p, брон[иь]\\p, рейс\\p, посадк\\p, місце, место, лотере\\p, подарочн\\p, сертификат\\p, вил[іе]т\\p, вылет\\p, подарунк\\p
  `,
  unspaced:
    '优惠, 優惠, 折扣, 满减, クーポン, 割引, 할인, 쿠폰, 航班, 会议, 會議, 发票, 發票, 予約, 会議, 搭乗, 예약, 회의, 항공',
}

/** How long a code lives, and that it is a secret. */
export const validityWords = {
  words: `
    expires?, expiring, valid, minutes, mins, share, lapses, stops working, used once, минут\\p, действ\\p, никому, сообщайте,
    хвилин\\p, нікому, дійсн\\p, gültig, minuten, läuft, weiter, valable, expire, partagez, communiquez, caduca, vence, minutos,
    vale, comparta[sn]?, partilhe, compartilhe, scade, valid[oa], minuti, comunicar\\p, geldig, deel, ważn[ya], minut\\p,
    udostępniaj, platí, geçerli\\p, paylaşma\\p, gäller, giltig, صالح, دقائق, تشارك\\p
  `,
  unspaced: '分钟, 分鐘, 有效, 泄露, 洩漏, 告知, 有効期限, 以内, 教えない, 유효, 만료, 이내',
}
