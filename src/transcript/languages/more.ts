/**
 * Languages of which function words are known, and what drafts in them are labelled with, and nothing else. One more: one line, and its list
 * in `stopword.d.ts`.
 */
import * as stopword from 'stopword';
import type { Language } from './language.js';
import { words } from './language.js';

type Labels = Language['prose']['labels'];

export interface KnownWords {
  stop: ReadonlySet<string>;
  /** Those that may stand between the words of a name. */
  links: ReadonlySet<string>;
  and: string;
  blanks: boolean;
  labels: Labels;
  quotes: [string, string];
}

interface More {
  links?: string;
  /** Where blanks part the words, it stands between two of them. */
  and?: string;
  blanks?: false;
  quotes?: [string, string];
}

function known(
  stop: string[],
  labels: [chapters: string, watch: string, inThisTalk: string],
  more: More = {},
): KnownWords {
  const [chapters, watch, inThisTalk] = labels;
  return {
    stop: new Set(stop.flatMap((entry) => entry.toLowerCase().split(/\s+/))),
    links: words(more.links ?? ''),
    and: more.and ?? '',
    blanks: more.blanks ?? true,
    labels: { chapters, watch, inThisTalk },
    quotes: more.quotes ?? ['“', '”'],
  };
}

const GUILLEMETS: [string, string] = ['«', '»'];
const LOW: [string, string] = ['„', '”'];

/** Hindi's list has some of its words without what it ends with. */
const HINDI =
  'हो हूँ हूं हैं मैं हम हमारा हमारी हमारे हमें आप आपके आपकी आपको तुम मेरा मेरी मेरे मुझे लोग आज अब क्या क्यों बात चीज़ चीज चलिए देखते देखिए नमस्ते धन्यवाद ज़्यादा ज्यादा'.split(
    ' ',
  );

/** By ISO 639-1. */
export const moreLanguages = new Map<string, KnownWords>(
  Object.entries({
    ar: known(stopword.ara, ['الفصول', 'شاهد المحاضرة', 'في هذه المحاضرة'], { quotes: GUILLEMETS }),
    bg: known(stopword.bul, ['Глави', 'Гледайте лекцията', 'В тази лекция'], {
      and: 'и',
      links: 'на за в с от',
      quotes: ['„', '“'],
    }),
    bn: known(stopword.ben, ['অধ্যায়', 'বক্তৃতা দেখুন', 'এই বক্তৃতায়'], { and: 'ও' }),
    ca: known(stopword.cat, ['Capítols', 'Mira la xerrada', 'En aquesta xerrada'], {
      and: 'i',
      links: 'de del dels la les el els',
      quotes: GUILLEMETS,
    }),
    cs: known(stopword.ces, ['Kapitoly', 'Podívat se na přednášku', 'V této přednášce'], {
      and: 'a',
      links: 'a na v pro s',
      quotes: ['„', '“'],
    }),
    da: known(stopword.dan, ['Kapitler', 'Se foredraget', 'I dette foredrag'], { and: 'og', links: 'af og i til med' }),
    el: known(stopword.ell, ['Κεφάλαια', 'Δείτε την ομιλία', 'Σε αυτή την ομιλία'], { and: 'και', quotes: GUILLEMETS }),
    et: known(stopword.est, ['Peatükid', 'Vaata ettekannet', 'Selles ettekandes'], { and: 'ja', quotes: ['„', '“'] }),
    fa: known(stopword.fas, ['فصل‌ها', 'تماشای سخنرانی', 'در این سخنرانی'], { and: 'و', quotes: GUILLEMETS }),
    fi: known(stopword.fin, ['Luvut', 'Katso esitys', 'Tässä esityksessä'], { and: 'ja', quotes: ['”', '”'] }),
    he: known(stopword.heb, ['פרקים', 'לצפייה בהרצאה', 'בהרצאה הזו']),
    hi: known([...stopword.hin, ...HINDI], ['अध्याय', 'व्याख्यान देखें', 'इस व्याख्यान में'], { and: 'और', links: 'का के की और' }),
    hr: known(stopword.hrv, ['Poglavlja', 'Pogledaj predavanje', 'U ovom predavanju'], {
      and: 'i',
      links: 'i na u za s',
      quotes: LOW,
    }),
    hu: known(stopword.hun, ['Fejezetek', 'Az előadás megtekintése', 'Ebben az előadásban'], {
      and: 'és',
      quotes: LOW,
    }),
    id: known(stopword.ind, ['Bab', 'Tonton presentasi', 'Dalam presentasi ini'], { and: 'dan' }),
    ko: known(stopword.kor, ['챕터', '발표 보기', '이 발표에서']),
    no: known(stopword.nob, ['Kapitler', 'Se foredraget', 'I dette foredraget'], {
      and: 'og',
      links: 'av og i til med',
      quotes: GUILLEMETS,
    }),
    pl: known(stopword.pol, ['Rozdziały', 'Obejrzyj prezentację', 'W tej prezentacji'], {
      and: 'i',
      links: 'i w na do z',
      quotes: LOW,
    }),
    ro: known(stopword.ron, ['Capitole', 'Vezi prezentarea', 'În această prezentare'], {
      and: 'și',
      links: 'de în cu',
      quotes: LOW,
    }),
    ru: known(stopword.rus, ['Главы', 'Смотреть доклад', 'В этом докладе'], {
      and: 'и',
      links: 'и в на для с',
      quotes: GUILLEMETS,
    }),
    sk: known(stopword.slk, ['Kapitoly', 'Pozrieť prednášku', 'V tejto prednáške'], {
      and: 'a',
      links: 'a na v pre s',
      quotes: ['„', '“'],
    }),
    sl: known(stopword.slv, ['Poglavja', 'Oglejte si predavanje', 'V tem predavanju'], {
      and: 'in',
      quotes: ['„', '“'],
    }),
    sv: known(stopword.swe, ['Kapitel', 'Se föredraget', 'I det här föredraget'], {
      and: 'och',
      links: 'av och i till med',
      quotes: ['”', '”'],
    }),
    th: known(stopword.tha, ['บท', 'ดูการบรรยาย', 'ในการบรรยายนี้'], { blanks: false }),
    tr: known(stopword.tur, ['Bölümler', 'Konuşmayı izle', 'Bu konuşmada'], { and: 've' }),
    uk: known(stopword.ukr, ['Розділи', 'Дивитися доповідь', 'У цій доповіді'], {
      and: 'і',
      links: 'і та в на для з',
      quotes: GUILLEMETS,
    }),
    ur: known(stopword.urd, ['ابواب', 'گفتگو دیکھیں', 'اس گفتگو میں'], { and: 'اور', links: 'کا کے کی' }),
    vi: known(stopword.vie, ['Các chương', 'Xem bài nói', 'Trong bài nói này'], { and: 'và' }),
    zh: known(stopword.zho, ['章节', '观看演讲', '本次演讲'], { and: '和', blanks: false }),
  }),
);
/** Two tags of one language. */
const SAME = { nb: 'no', nn: 'no', iw: 'he', in: 'id' };
for (const [tag, other] of Object.entries(SAME)) {
  const words = moreLanguages.get(other);
  if (words) moreLanguages.set(tag, words);
}
