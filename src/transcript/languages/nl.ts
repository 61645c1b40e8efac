import { nld } from 'stopword';
import type { Language } from './language.js';
import { words } from './language.js';

export const dutch: Language = {
  stop: new Set([
    ...nld,
    ...words(
      `allemaal beetje best bijvoorbeeld dank dag daarna daarom ding dingen doe eerst eerste eigenlijk elke even gaan gaat gedaan
      gewoon goed graag groot hele helemaal helft hallo heel hierna iedereen jij jullie jouw kijken klein komen komt krijg
      laat laten laatste lang leuk maken maakt mensen mijn minuten misschien moment nooit nou nu ok okay onze praten punt
      soms stel straks stuk tijd twee drie vaak vandaag veel verder volgende vraag vragen waar waarom wanneer wat
      weet weten welke werk wie wij zeg zeggen zeker zien zo'n zegt zoals zou zullen`,
    ),
  ]),
  links: words('van voor met in en de het op'),
  articles: words('de het een'),
  blanks: true,
  fillers: '(?:dus|nou|oké|ok|en|goed|dan|nu|maar|zo|ja)',
  announcements: [
    '(?:laten we|gaan we|komen we|ga ik|wil ik|we gaan)(?: \\w+){0,4}? (?:naar|over|door met|verder met|bij|aan)',
    '(?:het|de|mijn|ons|een) (?:volgende|tweede|derde|laatste|eerste|andere) (?:\\w+ )?(?:onderwerp|punt|deel|thema|vraag|hoofdstuk)(?: \\w+){0,3}? (?:is|zijn|gaat over)',
    '(?:nu|dan|vandaag|hierna) (?:gaat het|hebben we het|wil ik het hebben) over',
  ],
  openings: ['(?:tot slot|ten slotte|samengevat|samenvattend|vervolgens|volgende onderwerp|tot zover)'],
  pointing:
    '(?:(?:even|nu) )*(?:dit|deze|hier|dat|terug|beneden|boven|het (?:scherm|venster)|de (?:terminal|browser|regel))(?:\\s|$|[,.])',
  goesOn: '(?:maar|want|omdat|daarom|dus|bijvoorbeeld|dit|deze|dat|hij|zij|het)',
};
