/** Words as topics are told apart by them: without function words, and with their endings cut off. */
import { piecesOf } from './pieces.js';

/** Letters that a stem keeps. Truncation serves most alphabets about as well as a stemmer (McNamee & Mayfield 2004). */
const STEM = 5;

/** Function words and the small talk of talks. Other languages' are found by how evenly they are spread. */
const STOP = new Set(
  (
    'a about after again all also always am an and another any are as at away back be because been before being both ' +
    'but by came can come could day did do does doing done down each even ever every everyone few first for from get ' +
    'gets getting give go goes going gonna good got had has have having he hello her here hers him his how i if in ' +
    'into is it its just kind know last least let like little look lot made make makes many maybe may me mean might ' +
    'more most much must my need never new next no not now of off okay on once one only or other our out over own ' +
    'people please put quite rather really right said same say says second see she should so some something still ' +
    'such sure take talk tell thank than that the their them then there these they thing things think third this ' +
    'those three through time to today too two under until up us use used very want was way we well went were what ' +
    'when where which while who why will with within without would yeah yes yet you your ' +
    "don't it's that's there's we're you're i'm let's can't doesn't didn't isn't we've i've you'll we'll what's"
  ).split(' '),
);

const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}'’-]+$/u;

/** The text's words in lower case, in order. Any language: ICU finds the words of Chinese, Japanese and Thai too. */
export const wordsOf = (text: string): string[] =>
  [...piecesOf('word', text)].filter(({ isWordLike }) => isWordLike).map((word) => word.text.toLowerCase());

/** The stems of the words that say something, in order, with repetitions. */
export const termsOf = (text: string): string[] => wordsOf(text).filter(says).map(stem);

const says = (word: string): boolean =>
  !STOP.has(word.replaceAll('’', "'")) && !/^\d+$/.test(word) && (!ALPHABETIC.test(word) || word.length > 2);

function stem(word: string): string {
  if (!ALPHABETIC.test(word)) return word;
  const bare = word.replace(/['’]s?$/, '');
  // eslint-disable-next-line devreel/whole-characters -- compared, and never shown
  return bare.replace(/(?<=..[^s])s$/, '').slice(0, STEM);
}
