import { deu } from 'stopword';
import type { Language } from './language.js';
import { words } from './language.js';

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
      ziemlich zuerst zusammen zwar zwei drei vier fünf zweite dritte letzte letzten schluss`,
    ),
  ]),
  links: words('von und für mit im in der des den vom zur zum am'),
  articles: words('der die das den dem des ein eine einen einem einer'),
  blanks: true,
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
};
