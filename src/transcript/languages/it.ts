import { ita } from 'stopword';
import type { Language } from './language.js';
import { words } from './language.js';

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
  articles: words('il lo la i gli le un uno una'),
  blanks: true,
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
};
