import { eng } from 'stopword';
import type { Language } from './language.js';
import { pattern, words } from './language.js';

const NTH = '(?:first|second|third|fourth|fifth|sixth|next|last|final|other)';
const PART = '(?:big |main |major )?(?:topic|subject|part|section|chapter|theme|point|item|question|thing|issue)';

export const english: Language = {
  stop: new Set([
    ...eng,
    ...words(
      `about actually again ago almost already also always anyone anything away back bad basically because best better big
      bit bring call called case come comes coming course day days different does doesn't doing don't done down each easy
      either else end enough even ever every everybody everyone everything exactly fact far few find fine first five four
      gets getting give gives go goes going gonna good got great guys happen happened happens hard hear hello help here
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
  weak: words(
    'work works time times way ways life day days part parts people person problem problems question questions place point points side word words end case cases idea fact number new old big small good bad better best second third real simple hard easy long wrong different',
  ),
  and: 'and',
  articles: words('the a an'),
  blanks: true,
  compounds: false,
  fillers: '(?:so|now|and|okay|ok|all right|alright|right|well|then|good|great|but|also|finally|um|uh)',
  announcements: [
    `(?:the|our|my|a|your) ${NTH} ${PART}(?: of| for| in| on)?(?: (?:this|the|my|our|today|tonight)(?:['’]s)?(?: \\w+)?)?(?: (?:that )?(?:i|we)(?:['’]d)? (?:want|would like|like) to \\w+(?: you| about)*)?(?:,? which)?(?:,| is| will be)(?: about)?`,
    "(?:let us|let['’]s|let me|we should|we will|we['’]ll|we(?: are|['’]re) going to|i will|i['’]ll|i(?: would|['’]d) like to|i want to|i(?: am|['’]m) going to) (?:\\w+ ){0,3}?(?:move on(?: now)? to|go on to|turn(?: now)? to|come to|get to|switch to|jump to|talk(?: a (?:bit|little))? about|speak about|(?:start|begin)(?: off| out| now| today| (?:right|straight) (?:away|off|now))? with|spend (?:\\w+ ){1,5}?(?:minutes?|moments?|time) on|continue with|cover|discuss|dive into|focus on)",
    "(?:let us|let['’]s|let me|we['’]ll|i['’]d like to|i want to) (?:\\w+ )?(?:take a (?:\\w+ )?look at|look (?:\\w+ )?at|look into)",
    '(?:moving on to|turning to|next up(?: is|,)?|on to|now for|and now to|coming to|which brings us to|that brings us to|brings me to|leads me to|leads us to|now we come to|now we get to|we come to|enough of that,?|part (?:one|two|three|four|five)(?: is|,|:))',
    '(?:what about|how about|welcome to(?: this)?(?: short)? (?:talk|session) (?:about|on))',
  ],
  openings: [
    '(?:finally|lastly|next|okay so|ok so|all right|alright|so now|another thing|to wrap up|in conclusion|to conclude|to sum up|in summary|so much for|last but not least)',
    '(?:so )?(?:how do (?:we|you|i)|how would|how many of you|what is|why do|why would|who here|where does|has anybody|have you ever)',
  ],
  pointing:
    '(?:\\w+ )?(?:press|typing|type(?= (?:in|it|this|that|an?|the|my)(?:\\s|$)|[\\s,.]*$)|enter|click|scroll|run|this|that|these|those|it|here|back|down|up|the (?:next |last |first )?(?:line|window|terminal|screen|browser|slide|console|bottom|top|corner))(?:\\s|$|[,.])',
  goesOn: '(?:but|because|which|that|therefore|however|for example|for instance|this|these|he|she|it|they)',
  prose: {
    labels: { chapters: 'Chapters', watch: 'Watch the talk', inThisTalk: 'In this talk' },
    quotes: ['“', '”'],
    leads:
      '(?:and|but|so(?! (?:many|much|few|far|long|little|called)\\b)|or|well|okay|ok|alright|all right|anyway|now)',
    hesitations: '(?:u+[mh]+|uhm|erm?|hm+|ah)',
    asides:
      "(?:you know|i mean|sort of|kind of|like|basically|actually|well|okay|right|of course|honestly|let's say|first|second|third|fourth|firstly|secondly|thirdly|finally|lastly|first of all|next|by the way|for example|for instance|still|also|again)",
    tags: "(?:right|okay|ok|yeah|you know|isn't it|aren't they|don't you|doesn't it|huh|no)",
    refersBack: pattern(`
      (?:it|its|it['’]\\w+|they|they['’]\\w+|them|their|he|she|he['’]\\w+|she['’]\\w+|his|her|him|this|that
      |that['’]\\w+|these|those|such|which|who|whose|whom|then|therefore|thus|hence|otherwise|instead|also|too
      |neither|likewise|similarly|again|still|yet|meanwhile|afterwards?|later|here|here['’]s|there(?! (?:is|are|was
      |were|has|have|can|will)\\b)|one of (?:them|these|those)|the (?:other|latter|former|same|first|second
      |third)(?: one| thing)?|another(?: one)?|(?:after|before|without|with|for|like|besides|in|at|on|from|by|of|to
      |instead of|despite|because of) (?:that|this|it|them|those|these|one|which|him|her)|(?:over|in|during
      |for) the (?:next|following|same)|both|some of them|(?:all|none|most) of (?:them|these|those|this|it)|no|yes
      |yeah|not|for (?:example|instance)|in other words|(?:if|when|once|as soon as|because|until|unless) (?:it|they
      |this|that|these|those|so|not|he|she)|what (?:this|that|it)|how (?:it|this|that)|to do (?:that|so|this)
      |because|and|or|but|nor)
    `),
    staging: pattern(`
      (?:(?:can|could) (?:you|everybody|everyone|anybody) (?:all )?(?:see|hear|read)|you(?: can)?(?: all)? see
      |as you(?: can)? see|over there|in the back|on (?:the|my) (?:screen|slides?|left|right|board)|(?:left
      |right)[ -]hand side|let me|let['’]s|let us|i['’]ll|i['’]m (?:going|gonna)|i am going to|we['’]ll (?:see|look
      |talk|come|get)|we will (?:see|look|talk|come)|i(?: will| want to|['’]d like to| would like to) (?:show|talk
      |start|tell|give|say)|show you|raise your hand|thank(?:s| you)|sorry|excuse me|i (?:said|mentioned|promised)
      |earlier|remember|(?:moment|minute|second|while) ago|a (?:moment|second)|later on|(?:the|my|next|last) slides?
      |my name is|welcome|good (?:morning|afternoon|evening)|hello|hi|feel free|go ahead|you know|i mean|guys|folks
      |(?:for|of) today|today (?:i|we|you)(?:['’]\\w+)?|tonight|that is (?:why|what|how|it)|is that it|it(?:['’]s
      | is) (?:my|a great))
    `),
    room: pattern(`
      (?:(?:can|could) (?:you|everybody|everyone|anybody|people)(?: all)?(?: in the back)? (?:see|hear|read)(?= (?:me|it|this|that|my|the (?:screen|slides?|text|font|code|back)|in the|from|okay|well)|[?.,])
      |is (?:this|the mic\\w*) (?:thing )?(?:on|working)|(?:the )?next slide,? please
      |thank(?:s| you)(?: \\w+){0,3} for (?:having|inviting|coming|listening|watching|your (?:time|attention)|the (?:invitation|introduction))
      |let me (?:just )?(?:make|turn|switch|plug|find|share|start|close|open) (?:the|my|this|that|it)
      |(?:wrong|other) window|raise your hand|show of hands|sorry,|one (?:moment|second)(?=[,.!]| please)
      |good (?:morning|afternoon|evening)|hello everybody|hello everyone
      |welcome (?:back|everybody|everyone|to (?:this|my))|any questions
      |(?:who|which|how many|has any(?:one|body)) of you|(?:who|has any(?:one|body)) here)
    `),
    deictics:
      "(?:this|these|those|here|that['’]s|(?:do|of|for|about|like|after|with|than|believe|is|was|touch|know|say|said|have) that(?=[\\s.,!?]*$)|(?:is|are|was|were) the \\w+ one(?=[\\s.,!?]*$)|(?<!(?:is|are|was|were|be|been|stays?|exactly|all|just) )the same(?=[\\s.,!?]*$))",
    pronouns: '(?:it|its|they|them|their|theirs|he|she|him|his|her|hers|itself|themselves)',
    defines:
      '(?:is|are|means|answers|describes) (?:just |only |really |simply |basically )?(?:an?|the|about|how|what|who|whatever|when|like|that)',
    asks: '(?:how|why|what|who|where|when|which|whose|do|does|did|is|are|can|could|would|should|has|have|had|will)(?: (?:do|does|did|is|are|was|can|could|would|should|will|has|have|had|if|about|i|we|you|anybody|anyone|everybody|somebody|he|she|they|it|this|that))',
    capitals: 'i',
    opens: words(
      `i we you they he she it there if when most every each once whenever although never i'd i'll i'm i've we're we've we'll you're you'll you've
      they're it's there's that's let's don't imagine my nobody somebody everybody people some as`,
    ),
    begins: words(
      'the a an our your this that these those in with without after before for and but so because now what how why on at during one two in only put make take try keep use',
    ),
    binds: words(
      `a an the of to in on at for with from by without into about than as and or but because if when that which who whose my our your their his her its
      is are was were be been am has have had do does did can could will would should may might must not no very too every each some any this these those i we you he they
      between through during before after over under only just also until while whether so how what why where more less most least don't doesn't isn't can't i'm we're you're they're it's i'd i've we've`,
    ),
    hangs: words('if when whenever because once although while unless since as'),
    closes: words(
      'it them anymore too again either well one once up out away off all everything nothing anything that this yet anyway today time now first here there enough ever himself itself themselves',
    ),
  },
};
