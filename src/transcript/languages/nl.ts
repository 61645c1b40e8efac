import { nld } from 'stopword';
import type { Language } from './language.js';
import { pattern, words } from './language.js';

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
  weak: words(
    'tijd werk leven deel delen mensen persoon probleem problemen punt punten plaats manier uur dag dagen jaar jaren nieuw nieuwe goed goede groot grote klein kleine tweede derde beter beste',
  ),
  and: 'en',
  articles: words('de het een'),
  blanks: true,
  compounds: true,
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
  prose: {
    labels: { chapters: 'Hoofdstukken', watch: 'Bekijk de presentatie', inThisTalk: 'In deze presentatie' },
    quotes: ['“', '”'],
    leads: '(?:en|maar|of|nou|goed|oké)',
    hesitations: '(?:e+h+m*|u+h+m*)',
    asides: '(?:zeg maar|weet je|eigenlijk|nou|gewoon|eh)',
    tags: '(?:toch|hè|nietwaar|oké|ja)',
    refersBack: pattern(`
      (?:hij|zij|ze|het(?= (?:is|was|kan|moet|heeft|wordt|gaat|werkt))|dit|dat|deze|die(?= (?:is|zijn|was|kan|kunnen
      |moet|heeft|hebben))|daarom|daardoor|daarmee|daarna|daarvoor|daarin|dus|dan|ook|toch|echter|anders|hier|daar
      |zijn|haar|hun|en|maar|of|want|omdat|bijvoorbeeld|zonder (?:hem|haar|dat|die)|zo|nee|ja|beide)
    `),
    staging: pattern(`
      (?:zie je|zien jullie|jullie zien|op het scherm|slide|laten we|we gaan (?:kijken|naar)|ik laat|dank|bedankt
      |sorry|een (?:moment|seconde)|welkom|goede(?:morgen|middag|avond)|hallo|vandaag (?:ga|gaan|wil)|straks
      |zoals ik|net zei|steek je hand|vraag)
    `),
    room: pattern(`
      (?:(?:kunnen|kan) (?:jullie|iedereen)(?: mij| me| dit| het| achterin)* (?:zien|horen|lezen)
      |volgende slide|(?:bedankt|dank je wel|dank u wel) (?:voor|dat)|verkeerde (?:venster|scherm)
      |steek je hand|sorry,|een (?:moment|seconde)(?=[,.!])|goede(?:morgen|middag|avond)|hallo allemaal|welkom
      |zijn er vragen|(?:wie|hoeveel) van jullie|wie hier)
    `),
    deictics: '(?:hier|daar|dit|deze)',
    pronouns: '(?:hij|zij|ze|hem|haar|hun|hen|ervan|ermee|erop)',
    defines: '(?:is|zijn|betekent|zegt) (?:gewoon |alleen )?(?:een|de|het|dat|hoe|wat)',
    asks: '(?:hoe|waarom|wat|wie|waar|wanneer|welke)(?: (?:is|zijn|doe|doen|kan|kun|moet|gaat|heeft))',
    opens: words('ik we wij je jullie men als wanneer wie elke elk zonder met bij na onze niemand iemand veel mijn'),
    begins: words('de het een in op voor om van en maar dus er'),
    binds: words(
      'de het een van in op aan met voor door bij naar om te uit over onder tussen en of maar want dat die als omdat is zijn was waren heeft hebben wordt worden kan kunnen moet moeten mijn onze jouw hun niet geen zeer meer elke elk ik we je er',
    ),
    hangs: words('als wanneer omdat terwijl zodra'),
    closes: words('meer niet wel af aan uit op mee ook'),
  },
};
