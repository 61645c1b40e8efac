import { ita } from 'stopword';
import type { Language } from './language.js';
import { pattern, words } from './language.js';

export const italian: Language = {
  stop: new Set([
    ...ita,
    ...words(
      `abbiamo adesso allora anche ancora bello bene bisogna caso che ci cioè cosa cose così credo cui dire dopo due ecco era
      essere fa fare fatto forse gente già giorno grande grazie guardate invece lì meglio meno molto momento niente nessuno
      ogni oggi okay ok ora parlare parte però persone perché più piccolo poco poi possiamo posso prima primo proprio
      prossimo punto può qualche qualcosa qualcuno quando quasi quello questa questo qui quindi sapere sempre senza si sì
      siamo solo sono stato subito tanto tema tempo tre tutti tutto un ultimo una uno va vedere vediamo veramente vero
      volta volte vuole`,
    ),
  ]),
  links: words('di del della dei delle degli in con per e a al alla la il lo le gli'),
  weak: words(
    'tempo lavoro vita parte parti gente persona persone problema problemi punto punti luogo modo forma ora ore giorno giorni anno anni nuovo nuova nuovi nuove buono buona grande grandi piccolo piccola piccoli piccole secondo seconda terzo terza migliore',
  ),
  and: 'e',
  articles: words('il lo la i gli le un uno una'),
  blanks: true,
  compounds: false,
  fillers: '(?:allora|bene|ok|okay|e|quindi|ora|adesso|ma|ecco|dunque|poi)',
  announcements: [
    '(?:passiamo|andiamo|veniamo|arriviamo|torniamo)(?: \\w+){0,3}? (?:a|al|alla|ai|alle|agli|con)',
    '(?:parliamo|parleremo|vorrei parlare|voglio parlare|vi parlo|dobbiamo parlare)(?: \\w+){0,3}? (?:di|del|della|dei|delle|degli)',
    '(?:vediamo|continuiamo|cominciamo|iniziamo|proseguiamo)(?: (?:ora|adesso|allora|con|da))*',
    "(?:il|la|l['’]|un['’]?|una) ?(?:prossim[oa]|second[oa]|terz[oa]|ultim[oa]|prim[oa]|altr[oa])\\s(?:grande )?(?:tema|punto|parte|argomento|cosa|domanda|capitolo)(?: \\w+){0,4}? (?:è|sono|riguarda)",
  ],
  openings: [
    '(?:infine|per finire|per concludere|in conclusione|riassumendo|prossimo (?:tema|argomento)|cambiando argomento)',
  ],
  pointing: '(?:\\w+ )?(?:quest[oaie]|qui|quello|indietro|giù|su|il terminale|la finestra|lo schermo)(?:\\s|$|[,.])',
  goesOn: '(?:ma|perché|che|quindi|però|per esempio|quest[oaie]|quell[oaie]|lui|lei)',
  prose: {
    labels: { chapters: 'Capitoli', watch: 'Guarda il talk', inThisTalk: 'In questo talk' },
    quotes: ['«', '»'],
    leads: '(?:e|ma|allora|quindi|bene|dunque|beh|o)',
    hesitations: '(?:e+h+m*|m+h+)',
    asides: '(?:cioè|diciamo|insomma|allora|ecco|praticamente|ovviamente)',
    tags: '(?:no|vero|giusto|ok|eh)',
    refersBack: pattern(`
      (?:esso|essa|essi|lui|lei|loro|è|sono|era|questo|questa|questi|queste|quello|quella|quelli|quelle|ciò|perciò
      |così|poi|dopo(?! (?:il|la|lo|un|una|i|gli|le|aver)\\b)|inoltre|anche|tuttavia|però|perché|ma|e|o|qui|lì|là
      |suo|sua|suoi|sue|gli stessi|lo stesso|la stessa|senza (?:di )?(?:esso|lui|lei|questo)|cioè|per esempio
      |altrimenti|sì|no|che)
    `),
    staging: pattern(`
      (?:vedete|a (?:sinistra|destra)|schermo|slide|vediamo|passiamo|parliamo|vi (?:mostro|faccio|racconto)|vorrei
      |grazie|scusate|un (?:attimo|momento|secondo)|benvenuti|buon\\w* (?:giorno|sera|pomeriggio)|ciao
      |oggi (?:parliamo|vediamo|vorrei|vi)|di oggi|prima ho|come (?:ho detto|dicevo)|ricordate|alzi la mano|domanda)
    `),
    room: pattern(`
      (?:mi (?:sentite|sente)|si (?:sente|vede) (?:bene|da)|riuscite a (?:vedere|sentire|leggere)
      |prossima (?:slide|diapositiva)|grazie (?:mille )?(?:per|a tutti|di)|finestra sbagliata
      |alz(?:ate|i) la mano|scusate|un (?:attimo|momento|secondo)(?=[,.!])|buon(?:giorno|asera| pomeriggio)
      |ciao a tutti|benvenuti|ci sono domande|(?:chi|quanti) (?:di|tra) voi|chi qui)
    `),
    deictics: '(?:qui|lì|là|quest[oaie]|quell[oaie])',
    pronouns: '(?:esso|essa|essi|esse|lui|lei|loro|ciò)',
    defines: '(?:è|sono|significa|dice) (?:solo |semplicemente )?(?:un\\w*|il|la|lo|i|gli|le|che|come)',
    asks: '(?:come|perché|che cosa|cosa|chi|dove|quando|quale|quanti)(?: (?:si|è|fare|facciamo|fa|di))',
    opens: words('se quando io noi nessuno qualcuno ogni senza con nostro nostra'),
    begins: words('il lo la i gli le un uno una in per da dopo non e ma quindi come nel nella'),
    binds: words(
      'il lo la i gli le un uno una di del della dei delle degli a al alla in nel nella con per da dal dalla su sul sulla tra e o ma che se come quando perché suo sua mio mia nostro nostra è sono era ha hanno ho può possono deve si non più meno molto ogni',
    ),
    hangs: words('se quando mentre siccome appena'),
    closes: words('ciò niente tutto bene male volta sempre anche'),
  },
};
