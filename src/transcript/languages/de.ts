import { deu } from 'stopword';
import type { Language } from './language.js';
import { pattern, words } from './language.js';

export const german: Language = {
  stop: new Set([
    ...deu,
    ...words(
      `aber alle alles also andere anders anfang bisschen braucht brauchen danke darum dabei dafür daher dann daran darauf
      darüber denke deshalb dinge ding eben eigentlich einfach einmal endlich ende erst erste etwas euch euer eure fast
      finde findet folie frage fragen früher funktioniert ganz geht gehen gemacht genau genug gerade gern gesagt gibt
      glaube gleich groß große gut gute guten haben habt hallo halt heißt heute hier hinten immer irgendwann irgendwie ja
      jede jeder jedes jemand jetzt klar klein kleine kommt kommen könnt lang lange lassen leider leute links machen macht
      mal manchmal meist meisten mehr minute minuten moment morgen muss müsst müssen nächste neu neue nämlich natürlich nie
      niemand nimmt noch nun nur oben oft ok okay paar punkt quasi rechts reden richtig sache sachen sagen sagt schauen
      schaut schnell schon schön sehen seht sehr sein sieht sogar sondern später sprechen stellt stunde tag tage teil
      thema tun überhaupt unten ungefähr unser unsere viel viele vielleicht vielen voll vorher vorhin warten warum was
      weil weiter welche wenig weniger wenn wer wichtig wieder wirklich wissen wisst wohl wollen wollt zeigen zeige zeit
      ziemlich zuerst zusammen zwar zwei drei vier fünf zweite dritte letzte letzten letzter letztes schluss`,
    ),
  ]),
  links: words('von und für mit im in der des den vom zur zum am'),
  weak: words(
    'arbeit zeit zeiten tag tage teil teile frage fragen leute ende punkt punkte moment stunde tage leben problem probleme neue neuen neuer neues gute guten guter große großen großer kleine kleinen kleiner zweite zweiten zweiter dritte dritten lange langen schnelle',
  ),
  and: 'und',
  articles: words('der die das den dem des ein eine einen einem einer'),
  blanks: true,
  compounds: true,
  fillers: '(?:so|nun|also|und|gut|okay|ok|ja|dann|jetzt|aber|ähm?|na gut|schön)',
  announcements: [
    '(?:(?:nun|jetzt|damit|dann|als nächstes|zum schluss|so) )?(?:kommen wir|komme ich|gehen wir|gehe ich|wechseln wir|springen wir|wenden wir uns|widmen wir uns|kümmern wir uns)(?: \\w+){0,5}? (?:zu[mr]?|über zu[mr]?|um)',
    '(?:(?:nun|jetzt|als nächstes|dann|heute|danach) )?(?:sprechen wir|reden wir|spreche ich|rede ich|möchte ich|will ich|wollen wir|würde ich gerne?|sollten wir|müssen wir)(?: \\w+){0,4}? über',
    '(?:(?:nun|jetzt|als nächstes|dann|heute|im \\w+ teil|hier|danach|im folgenden) )?geht es(?: \\w+){0,3}? (?:um|mit|weiter mit|darum)',
    '(?:das|der|die|mein|unser|ein) (?:nächste|zweite|dritte|vierte|fünfte|letzte|weitere|andere|erste|neue)[rsn]? (?:\\w+ ){0,2}?(?:thema|punkt|teil|abschnitt|kapitel|frage|aspekt|baustein)(?: \\w+){0,3}?(?: ist| sind| lautet| heißt|,|:)',
    '(?:machen wir|mache ich|wir machen|fahren wir|weiter geht es|weiter mit|es folgt|fangen wir|beginnen wir)(?: \\w+){0,2}? (?:mit|fort mit)',
    '(?:schauen wir uns|sehen wir uns|wollen wir uns|werfen wir einen blick auf|schauen wir auf|schauen wir jetzt auf)(?: (?:jetzt|nun|mal|als nächstes|noch|einmal))*',
    '(?:und )?(?:damit sind wir bei|damit komme ich zu[mr]?|jetzt (?:sind wir bei|zu[mr]?)|nun zu[mr]?|und was ist mit|was ist mit|teil (?:eins|zwei|drei|vier)[:,]?)',
  ],
  openings: [
    '(?:als nächstes|zum schluss|zum abschluss|abschließend|zuletzt|zusammenfassend|so viel (?:dazu|zu)|soweit zu|nächstes thema|weiter geht)',
    '(?:(?:und|aber) )?(?:wie geht man|wie macht man|wie würdet ihr|warum braucht|was macht man|wer von euch|wie viele von euch|woher kommt|was hat es mit|was ist eigentlich)',
  ],
  pointing:
    '(?:(?:mal|kurz|noch|jetzt|einmal) )*(?:drück\\w*|tipp\\w*|klick\\w*|dies\\w*|das hier|hier|das|zurück|die(?:se)? zeile|unten|oben|rechts|links|(?:das|ins|im|zum) (?:terminal|fenster|browser)|den bildschirm)(?:\\s|$|[,.])',
  goesOn: '(?:aber|denn|weil|deshalb|darum|deswegen|dadurch|allerdings|zum beispiel|das|dies\\w*|er|sie|es|sondern)',
  prose: {
    labels: { chapters: 'Kapitel', watch: 'Zum Vortrag', inThisTalk: 'In diesem Vortrag' },
    quotes: ['„', '“'],
    leads: '(?:und|aber|oder|sondern|naja|na ja)',
    hesitations: '(?:ä+h+m*|ö+h+m*|hm+|ähm)',
    asides:
      '(?:sag ich mal|sagen wir|wisst ihr|ja|also|ne|gell|quasi|sozusagen|irgendwie|halt|okay|gut|nun|erstens|zweitens|drittens|übrigens)',
    tags: '(?:oder|ne|gell|nicht wahr|nicht|okay|ja|richtig)',
    refersBack: pattern(`
      (?:er|sie|es(?! gibt)|ihn|ihm|ihnen|ihre[nmrs]?|seine[nmrs]?|dies\\w*|jene\\w*|solche\\w*|deshalb|deswegen
      |darum|daher|dadurch|damit|dafür|dabei|daran|darauf|darüber|darin|davon|dazu|danach|dann|da|denn|sonst
      |ansonsten|stattdessen|also|außerdem|auch|ebenso|trotzdem|dennoch|allerdings|jedoch|hier|dort|zweitens
      |drittens|später|vorher|wieder|noch|so|(?:das|die|der) (?:ist|sind|war|waren|hat|haben|wird|werden|kann|können
      |heißt|geht|macht|gibt|kommt|liegt|bedeutet|klingt|funktioniert|hilft|passiert|muss|soll|sollte|wäre|sieht
      |nennt|gilt|stimmt|zeigt|reicht|braucht|brauchen)|(?:wiederholt|versucht|arbeitet|wartet|beginnt|startet|rechnet
      |antwortet|achtet|schaut|denkt|fangt) (?:es|mit|auf|in|bei|nach|von|zu|an|für|ohne)|ohne (?:ihn|sie|es|das|dies\\w*)|mit (?:ihm|ihr|ihnen|dem
      |der)(?= (?:kann|ist|hat|geht))|und|aber|oder|weil|dass|ob|wobei|nein|ja|zum beispiel|beide\\w*|das zweite
      |das erste|das andere|dasselbe|dieselbe|derselbe|nicht|(?:wenn|falls|weil) (?:das|es|er|sie|nicht|dies\\w*))
    `),
    staging: pattern(`
      (?:(?:links|rechts) (?:seht|sehen|ist)|da drüben|dort drüben|seht ihr|ihr seht|sehen sie|wie (?:gesagt
      |man sieht|ihr seht)|vorhin|gesagt habe|ich zeige|zeige ich|zeig\\w* euch|schauen wir|sehen wir
      |machen wir weiter|kommen wir|gehen wir|reden wir|sprechen wir|(?:auf|aus) der folie|die folien
      |auf dem bildschirm|hand hoch|danke|vielen dank|entschuldigung|einen (?:augenblick|moment)|willkommen
      |guten (?:morgen|tag|abend)|hallo|heute (?:möchte|will|werde|geht|zeige|sprechen|reden|schauen)|(?:ich|wir
      |ihr) heute|erinnert euch|ihr erinnert|versprochen|gleich noch|lasst uns|wisst ihr|das ist (?:mein|eine gute))
    `),
    room: pattern(`
      (?:(?:könnt|kann) (?:ihr|man|jeder)(?: mich| das)?(?: hinten| alle)* (?:sehen|hören|lesen|verstehen)
      |hört ihr mich|seht ihr|nächste folie,? bitte|vielen dank für (?:die|eure)|(?:vielen )?danke? fürs zuhören|danke,? dass (?:ich|ihr)
      |ich mache (?:mal |kurz |eben )*(?:die schrift|das|den)|falsches fenster|hand hoch
      |hebt (?:mal )?die hand|entschuldigung|einen (?:moment|augenblick)(?=[,.!]| bitte)|guten (?:morgen|tag|abend)
      |hallo zusammen|willkommen|gibt es fragen|(?:wer|wie viele|welche) (?:von|unter) (?:euch|ihnen)|wer hier)
    `),
    deictics: '(?:hier|dort|diese[rsmn]?|dies|links|rechts|oben|unten)',
    pronouns: '(?:er|sie|ihn|ihm|ihnen|ihre[nmrs]?|seine[nmrs]?|ihm|davon|damit|dafür|darauf|daran|darin)',
    defines:
      '(?:ist|sind|heißt|bedeutet|besagt|sagt) (?:einfach |nur |eigentlich |nichts als )?(?:ein\\w*|der|die|das|wie|was|wer|dass|nichts)',
    asks: '(?:wie|warum|was|wer|wo|wann|welche\\w*|woher|wozu|wieso)(?: (?:ist|sind|geht|macht|machen|kann|können|hat|haben|soll|sollte|würde\\w*|kommt|braucht|viele|denn|eigentlich|von))',
    opens: words(
      'ich wir man ihr wenn wer jede jeder jedes ohne mit bei nach unsere vor sobald weil niemand irgendjemand viele manche stellt meine mein',
    ),
    begins: words(
      'der die das ein eine in im für zur zum beim was und aber also es er sie am auf aus über durch haltet macht nie einen eine den dem jedem jeden etwa',
    ),
    binds: words(
      `der die das den dem des ein eine einen einem einer eines und oder aber denn weil dass wenn ob als wie von zu zur zum in im an am auf aus bei beim mit nach für über um durch ohne vor hinter unter zwischen gegen bis
      ist sind war waren hat haben wird werden kann können muss müssen soll sollen sollte darf dürfen mein meine unser unsere euer eure sein seine ihr ihre kein keine jeder jede jedes jeden jedem ich wir man er nicht sehr so zu mehr als nur auch
      alle diese dieser dieses etwa ungefähr etwas jemand`,
    ),
    hangs: words('wenn weil sobald falls obwohl während ob dass bevor nachdem'),
    closes: words(
      'mehr hat haben ist sind wird werden kann können muss soll sollte bekommt ab aus an auf mit ein nicht hin weg los zusammen',
    ),
  },
};
