/**
 * Whether a title is a noun phrase, as far as short lists can tell: nothing a clause begins with, no finite verb of the
 * common ones, no word at its end that asks for another, and something said at all. "How paper is made" counts as one: it
 * names a thing. In Japanese the end tells: a noun has no ending of a verb or adjective, and no particle.
 */
const words = (text) => new Set(text.trim().split(/\s+/));

const LISTS = {
  en: {
    start: words(
      `i you he she it we they this that these those there here so and but or because then now well ok okay if when
      while as since although let let's lets that's it's there's i'm we're you're don't if please yes no oh also just maybe
      is are was were do does did can could will would should have has had not what's who who's where to`,
    ),
    verb: words(
      `is are was were am has have had do does did can could will would should may might must isn't aren't wasn't don't
      doesn't didn't can't won't it's that's there's we're you're they're i'm i've we've you've i'll we'll you'll let's
      want wants need needs goes gets got says said know think means makes keeps gives takes`,
    ),
    end: words(`a an the and or but of in on at to for with by from that which your our his her its their i you we my`),
    nominal: /^(?:how|why|what|where|when) (?!do |does |did |is |are |can |should |will )[^?]+$/i,
  },
  de: {
    start: words(
      `ich du er sie es wir ihr man das dies dann und aber oder denn weil wenn als so also nun jetzt da hier dort wie was warum wer wo
      dass ob nicht ja nein okay gut auch noch schon ist sind war hat haben kann können wird werden`,
    ),
    verb: words(
      `ist sind war waren bin hat haben hatte hatten wird werden wurde wurden kann können konnte soll sollen muss müssen will
      wollen darf dürfen mag macht machen geht gehen gibt kommt kommen braucht brauchen heißt zeigt nimmt sieht sagt
      wir ich ihr`,
    ),
    end: words(
      `der die das den dem des ein eine einen einem einer und oder aber von in an auf zu für mit bei aus dass mein unser`,
    ),
    nominal: /^(?:wie|warum|was|wo|wann) [^?]+$/i,
  },
  es: {
    start: words(
      `yo tú él ella nosotros ellos esto eso que qué y o pero porque entonces ahora bueno vale si cuando como aquí ahí allí
      así también no sí ya hay es son está están vamos tenemos`,
    ),
    verb: words(
      `es son está están era eran fue hay ha han he hemos tiene tienen tenemos tengo puede pueden podemos puedo va van vamos voy hace
      hacen hacemos debe deben quiero queremos quiere necesita necesitamos dice significa sirve funciona existe vemos ves`,
    ),
    end: words(`el la los las un una unos unas y o pero de del en a al para con por que su mi nuestro nuestra`),
    nominal: /^(?:cómo|por qué|qué|dónde|cuándo) [^?]+$/i,
  },
  fr: {
    start: words(
      `je j' tu il elle on nous vous ils elles ce c'est cela ça que qui et ou mais parce alors donc maintenant bon si quand comme ici là
      aussi non oui voilà voici est sont il y`,
    ),
    verb: words(
      `est sont était étaient a ont avait avez avons ai suis êtes sera peut peuvent pouvez pouvons peux va vont vais allons
      allez fait font faites faut doit doivent veut veux voulez c'est j'ai n'est qu'on permet existe sert marche veulent voit`,
    ),
    end: words(
      `le la les un une des et ou mais de du en à au aux dans pour avec par sur que qui son sa ses mon notre votre`,
    ),
    nominal: /^(?:comment|pourquoi|ce que|où|quand) [^?]+$/i,
  },
  pt: {
    start: words(
      `eu você ele ela nós eles isso isto que e ou mas porque então agora bom se quando como aqui ali aí assim também
      não sim já há é são está estão vamos temos tem`,
    ),
    verb: words(
      `é são está estão era eram foi há tem têm temos tenho pode podem podemos posso vai vão vamos vou faz fazem fazemos deve devem
      quero queremos quer precisa precisamos diz significa serve funciona existe vemos vê`,
    ),
    end: words(
      `o a os as um uma uns umas e ou mas de do da dos das em no na nos nas para com por que seu sua meu nosso`,
    ),
    nominal: /^(?:como|por que|o que|onde|quando) [^?]+$/i,
  },
};

/** In Japanese: ends like a verb, an adjective or a particle, or begins like the middle of a sentence. */
const JAPANESE_CLAUSE =
  /(?:です|ます|でした|ました|ません|した|する|して|った|って|いる|ある|ない|たい|れる|られる|せる|[うくぐすつぬぶむる]|ね|よ|よね|けど|が|は|を|に|で|と|も|の|へ|から|まで|ので|か)$|[。！？]|^(?:これ|それ|あれ|ここ|そこ|はい|では|じゃあ|さて|で、|えっと|まあ|そして|でも|ん|を|が|は|に|の)/u;

/** `language`: one of en, de, es, fr, pt, ja. */
export function isNounPhrase(title, language) {
  if (title.length > 60 || !/\p{L}/u.test(title)) return false;
  if (language === 'ja') return !JAPANESE_CLAUSE.test(title);
  const { start, verb, end, nominal } = LISTS[language];
  const all = title
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[\s,;:!?()«»"“”]+/u)
    .filter(Boolean);
  if (all.length === 0 || end.has(all.at(-1))) return false;
  if (nominal.test(title)) return true;
  return !start.has(all[0]) && !all.some((word) => verb.has(word)) && !/[.!?]/.test(title.replace(/\.\w/g, ''));
}
