import { eng } from 'stopword';
import type { Language } from './language.js';
import { words } from './language.js';

const NTH = '(?:first|second|third|fourth|fifth|sixth|next|last|final|other)';
const PART = '(?:big |main |major )?(?:topic|subject|part|section|chapter|theme|point|item|question|thing|issue)';

export const english: Language = {
  stop: new Set([
    ...eng,
    ...words(
      `about actually again ago almost already also always anyone anything away back bad basically because best better big
      bit bring call called case come comes coming course day days different does doesn't doing don't done down each easy
      either else end enough even ever every everybody everyone everything exactly fact far few find fine first five four
      gets getting give gives go goes going gonna good got great guys happen happened happens hard hello help here
      hey him his however i'd i'll i'm i've idea if instead interesting isn't it's its just keep kind know known last later
      least less let let's lets like little long look looks lot lots love main make makes making maybe me mean means might
      minute minutes moment more most much myself need needs never new next nice nobody nothing number of off often okay
      old once one ones ourselves own part parts people person place please point possible pretty probably problem put
      question questions quite rather real really remember right same say saying says second see seen set she should show
      side simple simply since small so some somebody someone something sometimes soon sort start started still stuff such
      sure take takes talk talking tell tells than thank thanks that's them then there there's these they they're thing
      things think third this those though thought three through time times today together told too took top totally tried
      true try trying turn two under until up us use used useful uses using usually very wait want wanted was way ways we'll
      we're we've week weeks well went whatever what's whole why will within without won't word words work working works
      would wouldn't wrong yeah year years yes yet you'd you'll you're you've your can't couldn't didn't wasn't weren't`,
    ),
  ]),
  links: words('of for in and with on to at from between by without'),
  articles: words('the a an'),
  blanks: true,
  fillers: '(?:so|now|and|okay|ok|all right|alright|right|well|then|good|great|but|also|finally|um|uh)',
  announcements: [
    `(?:the|our|my|a|your) ${NTH} ${PART}(?: of| for| in| on)?(?: (?:this|the|my|our|today|tonight)(?:['’]s)?(?: \\w+)?)?(?: (?:that )?(?:i|we)(?:['’]d)? (?:want|would like|like) to \\w+(?: you| about)*)?(?:,? which)?(?:,| is| will be)(?: about)?`,
    "(?:let us|let['’]s|let me|we should|we will|we['’]ll|we(?: are|['’]re) going to|i will|i['’]ll|i(?: would|['’]d) like to|i want to|i(?: am|['’]m) going to) (?:\\w+ ){0,3}?(?:move on(?: now)? to|go on to|turn(?: now)? to|come to|get to|switch to|jump to|talk(?: a (?:bit|little))? about|speak about|start with|begin with|continue with|cover|discuss|dive into|focus on)",
    "(?:let us|let['’]s|let me|we['’]ll|i['’]d like to|i want to) (?:\\w+ )?(?:take a (?:\\w+ )?look at|look (?:\\w+ )?at|look into)",
    '(?:moving on to|turning to|next up(?: is|,)?|on to|now for|and now to|coming to|which brings us to|that brings us to|brings me to|leads me to|leads us to|now we come to|now we get to|we come to|enough of that,?|part (?:one|two|three|four|five)(?: is|,|:))',
    '(?:what about|how about|welcome to(?: this)?(?: short)? (?:talk|session) (?:about|on))',
  ],
  openings: [
    '(?:finally|lastly|next|okay so|ok so|all right|alright|so now|another thing|to wrap up|in conclusion|to conclude|to sum up|in summary|so much for|last but not least)',
    '(?:so )?(?:how do (?:we|you|i)|how would|how many of you|what is|why do|why would|who here|where does|has anybody|have you ever)',
  ],
  pointing:
    '(?:\\w+ )?(?:press|typing|type|enter|click|scroll|run|this|that|these|those|it|here|back|down|up|the (?:next |last |first )?(?:line|window|terminal|screen|browser|slide|console|bottom|top|corner))(?:\\s|$|[,.])',
  goesOn: '(?:but|because|which|that|therefore|however|for example|for instance|this|these|he|she|it|they)',
};
