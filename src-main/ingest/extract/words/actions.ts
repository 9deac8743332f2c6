/** What a reader does to the code itself: these stand right beside it. */
export const typingVerbs = {
  english:
    'enter(?:ing)?, type(?: in)?, key in, input, paste, copy, use, using, submit, give, tell, show, quote, read, provide, insert, reply with, respond with, present, with the number, reads, shows, says, displays, tap in, punch in, dial, press',
  germanic: `
    zeig\\p, vorzeig\\p, mit der (?:nummer|zahl), met het nummer, gib, geben, gebe, eingeben, eintippen, tippen?, verwenden?, nutzen?, nennen?, kopieren?, vul, gebruik, voer, toets, typ,
    invullen, ange, skriv(?: in)?, använd, knappa in, mata in, slå, indtast, brug, tast, bruk, oppgi, uppge
  `,
  french:
    'saisi(?:ssez|s|r), entrez?, entrer, tape[zr]?, utilise[zr]?, recopie[zr]?, indiquez, composez, renseignez, copiez, présentez',
  iberian: `
    con el número, com o número, introduce, introduzca, introducir, ingres[ae], ingresar, escrib[ae], escribir, us[ae], utiliza, utili[cz]e, marca, marque,
    teclea, teclee, pega, copi[ae], digit[ae], digitar, insira, introduza, informe, escreva, cole, indica, indique, úsal[ao]
  `,
  italian:
    'con il numero, inserisci, inserire, inserisca, digiti, digitare, utilizza(?:re)?, scrivi, incolla, mostra, immetti',
  slavic: `
    введ[иі]т[еь], введи, ввести, вводите, назовите, назови, укажите, используйте, наберите, скажите, покажите, сообщите,
    продиктуйте, скопируйте, вставьте, назвіть, вкажіть, використайте, скажіть, наберіть, покажіть, wpisz, wprowadź, przepisz,
    podaj, użyj, wklej, skopiuj, zadejte, zadej, vložte, opište, použijte, napište
  `,
  others:
    'gir(?:in|iniz|erek), yazın(?:ız)?, kullanın(?:ız)?, tuşlayın, söyle\\p, أدخل, ادخل, إدخال, استخدم, اكتب, syötä',
  unspaced: '输入, 輸入, 填写, 出示, 凭, 憑, 入力, 押し, 입력, 누르, 눌러',
}

/** What the code is for. */
export const purposes = {
  english: `
    sign(?:ing)?.?in, sign(?:ing)?.?up, log(?:ging)?.?in, verify(?:ing)?, verification, confirm(?:ing)?, continue,
    authenticate, approve, authori[sz]e, unlock, activate, finish, complete, pair, activation, open the, collect, authori[sz]e, device, account access,
    register, registration, reset, recover\\p, receive, pick.?up, lockers?, keypad, terminal, courier, driver
  `,
  germanic: `
    anmeld\\p, anzumelden, bestätig\\p, einlogg\\p, einzuloggen, freischalt\\p, abhol\\p, fortzufahren, fortfahren, öffnen, schließfach, zusteller\\p, automat, automaat, bezorger, skåp\\p,
    inloggen, in te loggen, bevestig\\p, verifi\\p, openen, ophalen, aanmelden, logga in, inlogg\\p, bekräft\\p, öppna, hämta,
    logge? (?:på|ind|inn), bekræft\\p, bekreft\\p
  `,
  french:
    'connecter, connexion, confirme[rz]?, valide[rz]?, vérifi\\p, accéder, continuer, récupére\\p, retire\\p, autorise\\p, déverrouiller, ouvrir, casier, clavier, consigne, livreur',
  iberian: `
    iniciar sesión, inicio de sesión, confirm[ae]r?, verifi\\p, acceder, recupera\\p, autoriza\\p, aceder, entrar, abrir, recoger, retirar, levantar,
    vincular, continuar, acceso, acesso, entregador, repartidor, mensajero, taquilla, armário, cacifo, desbloquear, completar, validar
  `,
  italian:
    'accedere, accesso, conferma\\p, verifica\\p, completare, ritir\\p, aprire, continuare, entrare, sbloccare, armadietto, locker, corriere',
  slavic: `
    вход\\p, войти, подтверд\\p, авториз\\p, открыть, забрать, ячейк\\p, комірк\\p, постамат\\p, поштомат\\p, skrytk\\p, kurier\\p, получени\\p, курьер\\p, сотрудник\\p, увійти, підтверд\\p,
    відкри\\p, отрима\\p, забрати, кур['’]?єр\\p, zalogować, logowani\\p, potwierdz\\p, dokończyć, odebrać, odbi[oó]r\\p,
    otworzyć, przihlá\\p, přihl\\p, potvr\\p, ověř\\p, vyzved\\p, otevř\\p
  `,
  others: 'giriş\\p, doğrula\\p, onayla\\p, teslim\\p, kurye\\p, الدخول, تسجيل الدخول, تأكيد, التحقق, لتفعيل',
  unspaced: `
    登[录錄入], 注册, 註冊, 验证, 驗證, 领取, 領取, 取件, 转账, ログイン, 本人確認, 認証, 確認, 受け取り, 解錠, 로그인, 인증, 본인, 수령, 찾아
  `,
}

/** Words that point at a code that stands by itself. */
export const pointers = {
  english: `
    below, following, as follows, here is, here['’]s, this code, this number, these (?:digits|numbers|characters|letters),
    this (?:on|in|into|to), this is your, your code, numbers, digits, (?:magic|secret) number, number from, your number
  `,
  germanic:
    'folgende[nrs]?, folgendes, untenstehende[nr]?, hier ist, lautet, onderstaande, volgende, hieronder, nedan, nedanstående, följande, følgende, här är',
  romance: `
    suivant\\p, ci-dessous, voici, ceci, siguientes?, a continuación, este (?:código|número), aquí (?:tienes|está), abajo,
    seguintes?, abaixo, números, numeri, aqui está, seguent[ei], ecco, qui sotto, questo (?:codice|numero)
  `,
  slavic:
    'ниже, следующ\\p, вот, нижче, наступн\\p, ось, poniższ\\p, oto, następując\\p, následující\\p, níže, tento kód, эт(?:от|и)',
  others: 'aşağıdaki, işte, التالي, أدناه, هذا',
  unspaced: '以下, 下記, 下面, 如下, 下方, こちら, 아래, 다음',
}
