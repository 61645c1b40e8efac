/** Talks in English that nothing was tuned on. Its form is told in ../../talk-maker.mjs. */
export const corpus = {
  charactersPerSecond: 14,
  greetings: `
    Great to see so many of you here this early, so without further ado, {title}.
    Hey folks, I'm Tom, I work on developer tools, and this session is about {title}.
    Right, shall we start? The topic that opens this session is {title}.
  `,
  farewells: `
    And with that I'm done, enjoy your lunch.
    Thanks a lot, you've been a wonderful audience.
  `,
  announcements: `
    Let's turn our attention to {title}.
    I also wanted to say a few words about {title}.
    Okay, time for {title}.
    Now we get to my favourite part, {title}.
    On to the next item on the agenda, {title}.
    We should really talk about {title} now.
    Let's leave that aside and go into {title}.
    Coming up now, {title}.
    Part three, {title}.
    What I'd like to look into next is {title}.
    Speaking of which, we have to discuss {title}.
    I promised you something on {title}, so here it is.
    Let's dive into {title}.
    To finish, some thoughts on {title}.
  `,
  questions: `
    How many of you have worked with {a}?
    What is the deal with {title}?
    So where does {a} come from?
    And how would you go about {a}?
    Now who has to worry about {a} at all?
  `,
  falseCues: `
    Let's go back to the terminal for a second.
    Next, I type my password, don't look.
    So let's scroll down to the bottom.
    And now it should be green.
    The last thing on this slide is only a joke.
    Let's wait until it has finished.
    Okay, now watch the lower right corner.
    First of all I have to plug in my charger.
  `,
  references: `
    You will recognise {a} from the beginning of the session.
    That reminds me of {a}, where the same thing happened to us.
    Compared with {a}, the effort for {b} is small.
    We already met {a} today, and here is where it pays off.
    Somebody asked in the break whether {a} makes {b} unnecessary.
  `,
  asides: `
    Is the microphone still working?
    I know this slide is a bit crowded.
    My boss is watching the stream, so I have to be careful.
    Bear with me, this will make sense in a moment.
    I learned that the hard way.
    There is one in every company.
    Somebody just wrote in the chat that they can't hear me.
    I would like to come back to that question at the end, if that's okay.
    You are laughing, but it really happened.
    I've been doing this for fifteen years and I still look it up.
    My grandmother could have told us that.
    Take this with a grain of salt.
    We argued about this until two in the morning.
    You're allowed to disagree with me, many people do.
    No animals were harmed in the making of this demo.
    Let me have a sip of water.
    I'm not going to read the whole thing out to you.
    That's the kind of thing you only notice when it is too late.
    Now you might say that this is obvious.
    It's a long story, ask me over a beer.
    Hold that thought for a minute.
    Does that make sense so far?
    It worked yesterday in the hotel, I promise.
    Here's the part that I find beautiful.
    The name is terrible, I agree.
  `,
  frames: `
    We started out with {a} because everybody else had it.
    {a} and {b} are two sides of the same coin.
    ~ I want you to pay attention to what happens to {a} here.
    In my opinion {a} is overrated.
    The cost of {a} is something that no one puts in the budget.
    As long as {a} works, nobody talks about it.
    Honestly, {a} gave me more grey hair than {b}.
    The first version had no {a} at all, and people complained.
    You could write a whole book on {a}.
    Once you understand {a}, the rest is easy.
    If I had to choose between {a} and {b}, I know what I would take.
    Our intern replaced {a} within a week.
    ~ There are good reasons to avoid {a}, and I'll give you two of them.
    Behind {a} there is always a person who cares.
    What surprised me most was the influence of {b} on {a}.
    Sooner or later you run into {a}.
    It pays to invest in {a} early on.
    {a} should come with a warning label.
    Half of the bug reports were about {a}.
    To be fair, {a} has become a lot better in the last two years.
    We got rid of {b}, and {a} became simpler at once.
    A colleague of mine gave a full day course on {a}.
    I would not touch {a} before you have a plan for {b}.
    Almost nobody reads up on {a} before they use it.
    ~ The screen shows {a} from last Tuesday.
    For small teams {a} is all you need.
    There's a subtle difference between {a} and {b}.
    Try to draw {a} on a whiteboard, and you'll find out what you don't know.
  `,
  topics: `
# Containers
images | layers | the Dockerfile | volumes | the container runtime | namespaces | the registry | base images | multi-stage builds | port mappings | the entry point | image size | compose files | root privileges
A container is a normal process that believes it is alone on the machine.
Each instruction in the Dockerfile adds one layer to the image.
Put the things that change rarely at the top, so the build can reuse the layers.
~ Everything you write inside is gone when the container stops, unless there is a volume.
By default the process runs as root, and you don't want that.
A multi-stage build leaves the compiler behind and ships the binary only.
Our image went from one point two gigabytes to eighty megabytes.
Namespaces hide the other processes, and control groups limit memory and processor time.
Pin the base image by its digest and not by latest.
Compose starts the whole stack on a laptop with one command.

# API design
endpoints | pagination | versioning | status codes | error messages | idempotent requests | resource names | rate limits | the OpenAPI document | breaking changes | query parameters | the response body | client libraries | deprecation
An interface is the one thing that you can't take back once people depend on it.
Use nouns for the resources, and let the HTTP method be the verb.
Offset pagination skips rows when somebody inserts in the meantime, so prefer cursors.
Four hundred means you did something wrong, five hundred means we did.
An error message should say what happened and what to do about it.
Adding a field is compatible, renaming one is not.
A put can be sent twice without harm, a post can't.
Write the OpenAPI document first and generate the client libraries from it.
Tell people about a deprecation at least one year ahead.
With a rate limit comes a header that says when to try again.

# Threads and concurrency
race conditions | locks | deadlocks | the thread pool | atomic operations | shared state | async functions | channels | the scheduler | mutexes | context switches | parallel loops | actors | immutability
Two threads that increment the same counter will lose some of the increments.
~ A lock makes sure that only one of them is inside at a time.
A deadlock is when I wait for you and you wait for me.
Always take the locks in the same order.
Concurrency is about structure, and parallelism is about doing things at the same time.
A thread costs about a megabyte for its stack, a coroutine a few hundred bytes.
Don't communicate by sharing memory, share memory by communicating.
Immutable values can be read from everywhere without any lock.
~ The bug showed up once in ten thousand runs, and never in the debugger.
Blocking a thread of the pool for a slow disk starves everybody else.

# Full-text search
the inverted index | relevance | stemming | stop words | synonyms | typo tolerance | ranking | facets | the search box | analyzers | embeddings | highlighting | query parsing | recall
An inverted index lists for each word the documents in which it occurs.
People type three words, misspell one of them and expect the right answer on top.
Stemming turns running and runs into run.
Rare words tell you more about a document than frequent ones.
A document that repeats a word a hundred times is not a hundred times as relevant.
Synonyms have to be maintained by someone who knows the customers.
Facets let you narrow down ten thousand hits to twelve.
With embeddings you find texts that mean the same without sharing a word.
Highlighting shows why something was found.
Measure relevance with real queries from the log and judgments by hand.

# Date and time
time zones | daylight saving | timestamps | leap seconds | UTC | the calendar | ISO strings | the clock | durations | birthdays | local time | cron jobs | the monotonic clock | time zone database
There is a day with twenty-three hours and one with twenty-five.
Store instants in UTC and convert them when you show them.
A meeting at nine in Berlin is not an instant, it is a rule.
Samoa skipped a whole day in two thousand eleven.
The time zone database changes about ten times a year.
Measure durations with the monotonic clock, because the wall clock jumps.
A birthday has no time zone.
Cron jobs at half past two in the night run twice or never on certain Sundays.
ISO strings sort alphabetically in the order of time.
Adding a month to the thirty-first of January is a question of taste.

# Legacy code
refactoring | technical debt | the rewrite | characterization tests | seams | dead code | the original authors | old frameworks | the strangler pattern | dependencies | tribal knowledge | commented-out code | global variables | the monolith
Legacy code is code that makes money and that nobody dares to change.
The big rewrite is always finished in six months, for three years now.
~ Before you change anything, pin down what it does today.
A characterization test doesn't ask what is right, it asks what is.
A seam is a place where you can alter behaviour without editing in that place.
Strangle the monolith piece by piece behind a proxy.
Delete dead code, the history keeps it for you.
~ The person who wrote it had reasons, and maybe they are still valid.
We found a comment from nineteen ninety-eight that said temporary.
Rename things as soon as you understand them.

# Open source maintenance
maintainers | contributors | the issue tracker | licences | first-time contributors | burnout | sponsors | the readme | releases | security reports | governance | a fork | the changelog | feature requests
Half of the internet rests on a library that one person maintains at night.
An issue without steps to reproduce is a wish.
A good first issue has a clear end and somebody who answers questions.
Saying no to feature requests is the most important skill of a maintainer.
The licence decides what companies may do with your work.
If the readme doesn't say what it is for, people leave within ten seconds.
Sponsors pay for coffee, but rarely for rent.
Have a private address for security reports.
A fork is not an insult, it is a right.
Burnout doesn't announce itself, so share the keys with a second person early.

# Regular expressions
patterns | capture groups | backtracking | quantifiers | character classes | anchors | lookaheads | greedy matching | the regex engine | escape characters | alternation | validation of emails | flags | named groups
Some people face a problem and think, I know, I'll use regular expressions.
A star is greedy, it takes as much as it can get.
~ With a question mark behind it, the quantifier becomes lazy.
Nested quantifiers can backtrack for years on thirty characters.
Anchors match a position and no character.
Named groups turn line noise into something that reads like a sentence.
~ Don't parse HTML with it, you have been warned.
A lookahead peeks at what follows without consuming it.
The only way to validate an email address is to send an email.
Set the unicode flag, or an emoji counts as two.

# Incident response
the pager | the incident commander | postmortems | the status page | runbooks | severity levels | the outage | root causes | escalation | the war room | blameless culture | the timeline | mitigation | customer communication
At three in the morning nobody is smart, so the runbook has to be.
First stop the bleeding, then look for the cause.
One person commands the incident, and that person does not type.
Write down what you do with the time next to it.
The status page has to live on other infrastructure than the product.
A postmortem asks how and not who.
There is never a single root cause.
Say something to customers within fifteen minutes, even if you know nothing yet.
We rehearse outages twice a year on a sunny Wednesday.
The action items are worthless if nobody schedules them.

# Machine learning models
training data | the model | overfitting | features | the loss function | gradient descent | labels | inference cost | the validation set | neural networks | bias | hyperparameters | the confusion matrix | model drift
A model is only as good as the examples it has seen.
~ If it is perfect on the training data, be suspicious.
Keep a validation set in the drawer and look at it once.
Gradient descent walks downhill in a thousand dimensions in the fog.
Our labels were wrong in eight percent of the cases.
Accuracy means nothing if one class makes up ninety-nine percent.
The confusion matrix shows you which mistakes are being made.
The world changes, and so the predictions drift.
Most of the work is cleaning data, and nobody puts that on a slide.
A linear regression is a baseline that is hard to beat.

# The command line
pipes | the shell | standard output | environment variables | aliases | exit status | globbing | grep | the history | arguments | shell scripts | the terminal emulator | quoting | man pages
A pipe connects the output of one program with the input of the next.
Programs that do one thing well can be combined by people their authors never met.
Quote your variables, or a file with a space in its name will ruin your day.
Control r searches backwards through the history.
Errors belong on standard error, so that they don't end up in the file.
An exit status of zero means that all went well.
The shell expands the star before the program sees it.
Set minus e stops a script at the first failure, with exceptions that nobody remembers.
I have an alias for everything longer than five letters.
The man page is long because it has answered every question since nineteen seventy-nine.

# Encryption
public keys | private keys | certificates | ciphers | random numbers | digital signatures | key exchange | TLS | hash functions | end-to-end encryption | key rotation | side channels | certificate authorities | quantum computers
Never invent your own cipher, not even for fun.
With a public key anyone can lock the box, and only the private key opens it.
A signature proves who wrote something and that it has not been altered.
Certificates expire on the weekend after the person responsible has left.
Bad random numbers have broken more systems than bad mathematics.
In a key exchange two strangers agree on a secret in front of everybody.
Hash functions go one way only.
End-to-end means that the server in the middle sees noise.
Comparing secrets must take the same time whether they match or not.
Recorded traffic of today may be read by quantum computers in fifteen years.

# Mobile apps
app stores | push notifications | offline mode | battery life | the native shell | gestures | screen sizes | app permissions | background sync | deep links | crash reports | beta testers | startup time | in-app purchases
An update in the app store takes between two hours and two weeks.
People uninstall you if you drain their battery.
Assume that the network is gone, and be glad when it is there.
Ask for the camera when it is needed and not at the first start.
A push notification is a tap on the shoulder, so have something to say.
Every second of startup time costs you seven percent of the users.
There are four year old phones with a cracked screen, test on one of those.
Deep links open the right page in the app and not just the app.
The thumb reaches only the lower half of the screen.
Crash reports are grouped by their stack.

# Compilers
the parser | the lexer | syntax trees | tokens | optimisation | code generation | grammar | intermediate representation | register allocation | linking | error recovery | inlining | the symbol table | bytecode
A compiler is a function from text to text with strong opinions.
The lexer cuts the characters into tokens.
Out of the tokens the parser builds a tree.
A recursive descent parser is one function for each rule of the grammar.
The symbol table knows what each name refers to.
After parsing, most of the work happens on an intermediate representation.
Inlining copies the body of a function to where it is called.
Registers are few and variables are many, so somebody has to allocate them.
A good error message points at the place where the programmer went wrong.
Bytecode is machine code for a machine that doesn't exist.
  `,
};
