/** Talks in English that chapters were tuned on. Its form is told in ../talk-maker.mjs. */
export const corpus = {
  charactersPerSecond: 15,
  greetings: `
    Good morning everybody, thanks for coming, and today I'd like to talk about {title}.
    Hi all, welcome, my name is Anna and we'll begin with {title}.
    Hello and thank you for having me, let me start right away with {title}.
  `,
  farewells: `
    That's all I have for you, thank you very much.
    Thanks for listening, and find me in the hallway if you have questions.
  `,
  announcements: `
    Okay, let's move on to {title}.
    The next thing I want to show you is {title}.
    Now let's talk about {title}.
    So that brings us to {title}.
    Alright, next up is {title}.
    The second big subject for today is {title}.
    Let me switch gears a little and turn to {title}.
    Another thing that I promised to cover is {title}.
    I'd like to spend the next few minutes on {title}.
    Which leads me to my next point, {title}.
    Good, so much for that, let us look at {title}.
    And now for something completely different, {title}.
    The last part of this talk is about {title}.
    Moving on to {title}.
  `,
  questions: `
    So how do we deal with {a}?
    What about {title}, then?
    Has anybody here ever struggled with {a}?
    But wait, who takes care of {a}?
    Why would you even want {a}?
    Okay, so what do you do when {a} gets in the way?
  `,
  falseCues: `
    Now, let's look at this line here.
    So the next thing I do is press enter.
    Okay, let's move this window over to the left.
    Now let's see what happens if I run it again.
    Finally, it comes back.
    The second thing you see here is just a warning.
    Let me show you this on the screen.
    Alright, let me zoom in a bit.
    So now we wait a moment.
  `,
  references: `
    This is a bit like {a}, which we saw earlier, but for {b}.
    Remember {a} from before, the same idea comes back here.
    As I said when we talked about {a}, you want to keep this small.
    You could of course combine {b} with {a}.
    I mentioned {a} a while ago, and people always ask how that fits together with this.
    Just like {a}, it looks harmless in the beginning.
  `,
  asides: `
    Can everybody see that in the back?
    Let me make the font a little bigger.
    I have to admit that I got this wrong myself for years.
    There was a question over there, go ahead.
    Yes, that's a good question, and the honest answer is that it depends.
    We had a meeting about it that lasted four hours.
    My colleagues still make fun of me for that.
    I see some people nodding, so you know the feeling.
    If you only remember one thing today, let it be this.
    Raise your hand if that has ever happened to you.
    I'll put the slides online afterwards, so you don't have to take pictures.
    It is Friday afternoon, and of course that is when things break.
    Sorry, wrong window, here we go.
    The demo gods are not with me today.
    It took me two weeks to find out, and the fix was one character.
    Somebody on the internet will tell you the opposite.
    There's a great blog post about it, I'll share the link.
    I love this one, it is my favourite example.
    You don't have to believe me, try it at home.
    And this is the moment where everybody gets nervous.
    We're still good on time, so I can show you one more detail.
    At my last company nobody wanted to touch that.
    In the real world it is always messier than on a slide.
    I stole this joke from a friend of mine.
    Feel free to interrupt me at any time.
    Give it a second, the network is slow here.
  `,
  frames: `
    The nice thing about {a} is that you can start small.
    When you look at {a}, you notice that {b} plays a part as well.
    Most teams get {a} wrong in the beginning.
    We spent a whole sprint on {a}, and it was worth it.
    If you don't pay attention to {a}, then {b} will bite you sooner or later.
    What I usually recommend is to think about {a} before you write any code.
    A typical mistake is to confuse {a} with {b}.
    In our case {a} cost us about two days a month.
    ~ You can see {a} on the left hand side and {b} on the right.
    ~ Without {a} this whole approach falls apart.
    The documentation says very little about {a}, unfortunately.
    I tend to explain {a} to new people on their first day.
    ~ And then {a} has to agree with {b}, otherwise nothing works.
    There are basically two schools of thought when it comes to {a}.
    ~ Here {a} saves us, because {b} alone is not enough.
    We measured {a} before and after, and the difference was huge.
    One customer called us because of {a}, and we had no idea.
    The trick is to keep {a} away from {b}.
    It gets interesting as soon as {a} and {b} meet.
    You will find {a} in almost every project of a certain size.
    I was sceptical about {a} at first.
    Somebody has to own {a}, or it will rot.
    With {a} in place you can finally get rid of {b}.
    ~ The tool prints {a} in red if something is off.
    Imagine {a} in a company with three hundred engineers.
    People underestimate how much {a} depends on {b}.
    Ten years ago {a} was something for specialists.
    So we wrote a small script that checks {a} every night.
    Every time {a} changes, somebody has to update {b}.
    My rule of thumb for {a} is to keep it boring.
  `,
  topics: `
# Git hooks
hooks | the pre-commit hook | the hooks folder | commit messages | the staging area | a shell script | linting staged files | husky | the pre-push hook | the exit code | the commit-msg hook | the .git directory | a rebase | shared hooks
Every repository has a folder called hooks, and in it there are sample scripts that nobody ever opens.
A hook is just an executable file that git calls at a certain moment.
If the script ends with anything other than zero, git refuses the commit.
The pre-commit hook runs before you even get to type the message.
Because the .git directory is not versioned, hooks don't travel with a clone.
~ That's why tools like husky point core.hooksPath at a folder inside the repository.
You can always skip the checks with the no-verify flag, so hooks are a courtesy and not a wall.
Linting only the staged files keeps the commit fast.
With commit-msg you can insist on a ticket number in the first line.
During a rebase the hooks fire for every single commit, which can be painful.

# Database indexes
an index | the query planner | a sequential scan | B-trees | the where clause | composite indexes | the explain output | selectivity | write overhead | a covering index | table statistics | the leading column | index bloat | slow queries
An index is a sorted copy of a few columns with pointers back to the rows.
~ Without one the database reads the whole table from front to back.
Put explain analyze in front of the query, and the planner tells you what it did.
A composite index on last name and first name doesn't help you to search for the first name alone.
Each insert has to update every index on the table, so they are not free.
If a column has only two values, the planner will ignore the index most of the time.
B-trees stay shallow, so even a billion rows need only four or five page reads.
After a big import you should analyze the table, or the statistics are stale.
A covering index answers the query without visiting the table at all.
We dropped eleven unused indexes, and the writes became twice as fast.

# Type systems
static types | type inference | generics | union types | the compiler | null checks | structural typing | any | runtime validation | type guards | the language server | exhaustive switches | branded types | variance
A type is a promise about which values can show up in a variable.
With inference you hardly write any annotations, and the compiler still knows everything.
Structural typing means that two things are compatible if they have the same shape.
As soon as you write any, the compiler looks the other way.
A discriminated union together with a switch gives you exhaustiveness for free.
Generics are functions on the level of types.
Types disappear at runtime, so data from outside has to be validated by a schema.
Strict null checks found forty bugs on the first afternoon.
A branded type keeps a user id from being passed as an order id.
~ Arrays are covariant here, which is unsound, but convenient.

# Caching
the cache | cache invalidation | time to live | the hit rate | redis | stale data | the cache key | a thundering herd | eviction | warm caches | HTTP headers | entity tags | memoization | the origin server
A cache is a bet that somebody asks the same question again soon.
There are only two hard things, and invalidation is one of them.
If the time to live is too long, people see stale data, and if it is too short, the cache is useless.
When a popular key expires, a thousand requests hit the origin server at once.
The key has to contain everything the answer depends on, the language for instance.
Least recently used is a reasonable eviction policy for most workloads.
Entity tags let the browser ask whether its copy is still fresh.
Our hit rate went from sixty to ninety-five percent by sorting the query parameters.
Never put personal data in a shared cache.
Memoization is caching inside of a single function.

# Automated testing
unit tests | integration tests | flaky tests | mocks | test coverage | assertions | fixtures | the test pyramid | snapshot tests | end-to-end tests | the test runner | property-based testing | mutation testing | test data
A test is an example of how the code is meant to be used.
Unit tests are fast, but they can't tell you that the parts fit together.
A flaky test is worse than no test, because it teaches people to press retry.
If you mock everything, you only test your mocks.
Coverage shows you what is not tested, and it says nothing about the quality of the assertions.
Property-based testing throws hundreds of random inputs at your function.
Mutation testing changes the code on purpose and looks whether any test turns red.
Snapshot tests are approved by reflex after a while.
Keep the fixtures small, so that a reader sees why the expected value is what it is.
Our end-to-end suite took fifty minutes, so nobody ran it before merging.

# Continuous deployment
the pipeline | a rollback | blue-green deployments | feature flags | canary releases | the staging environment | build artifacts | release notes | database migrations | the health check | downtime | the release branch | container images | configuration
We deploy thirty times a day, and nobody holds their breath anymore.
A canary gets five percent of the traffic before everybody else does.
With feature flags you separate shipping the code from turning it on.
In a blue-green setup the old version keeps running until the new one is healthy.
Build the artifact once and promote the same image through all environments.
Migrations have to work with the old and the new version at the same time.
A rollback you have never practised is only a theory.
The health check should fail when the database is unreachable.
Staging is never quite like production, no matter how hard you try.
Configuration belongs in the environment and not in the image.

# Web accessibility
screen readers | alt texts | keyboard navigation | focus outlines | colour contrast | aria labels | semantic HTML | headings | form labels | the tab order | captions | skip links | live regions | the accessibility tree
About one in six people lives with some kind of disability.
A button made of a div can't be reached with the keyboard.
If you remove the focus outline, people who tab through the page are lost.
The first rule of aria is not to use aria when an HTML element does the job.
Screen reader users jump from heading to heading, so the outline matters.
Text should have a contrast of at least four point five to one.
An alt text describes what the picture is for, and decoration gets an empty one.
Placeholder text doesn't replace a label.
Live regions announce changes without moving the focus.
Try to use your own site for ten minutes without a mouse.

# WebSockets
the handshake | the open connection | reconnects | heartbeats | rooms | broadcasts | the upgrade header | backpressure | sticky sessions | message ordering | long polling | the load balancer | socket events | missed messages
A WebSocket starts its life as an ordinary HTTP request with an upgrade header.
After the handshake both sides may send whenever they like.
Phones lose their connection in every tunnel, so reconnecting has to be boring.
A heartbeat every twenty seconds keeps proxies from closing an idle line.
The client must ask for the messages it missed while it was away.
With several servers you need something that carries a broadcast from one to the other.
If a client reads slower than you send, memory grows until the process dies.
Sticky sessions are needed for the long polling fallback.
Joining a room is a matter of a set with socket ids.
A thousand clients that reconnect in the same second look like an attack.

# Memory management
the garbage collector | the heap | memory leaks | references | closures | the stack | heap snapshots | allocation | the young generation | weak maps | event listeners | the event loop | reference counting | retained size
Objects live on the heap, and local variables live on the stack.
The collector frees whatever can't be reached from the roots anymore.
A leak in a language with garbage collection is a reference that you forgot about.
~ Event listeners that are never removed are the classic one.
Take a heap snapshot, do the thing ten times, take another one and compare.
Most objects die young, so the young generation is collected all the time.
A weak map doesn't keep its keys alive.
~ The retained size tells you how much would be freed together with this object.
Closures capture more than you think, sometimes the whole response.
Long pauses came from a full collection of a four gigabyte heap.

# CSS layout
grid | flexbox | media queries | container queries | margins | the box model | specificity | stacking contexts | custom properties | the viewport | absolute positioning | line height | responsive design | overflow
For twenty years we used floats and tables because there was nothing better.
Flexbox is for one dimension, and grid is for two.
With container queries a card can adapt to the space it is given.
Margins collapse vertically, which surprises everyone exactly once.
Border-box makes the width mean what you think it means.
A z-index of nine thousand doesn't help you if the parent has its own stacking context.
Custom properties cascade, so a dark theme is a handful of lines.
The gap property finally works everywhere.
Specificity wars end when you use layers.
Most horizontal scrollbars come from one element that is a hundred viewport units wide.

# Code review
pull requests | reviewers | review comments | small diffs | approval | the author | nitpicks | checklists | code ownership | the merge button | turnaround time | pair programming | style guides | review fatigue
A reviewer finds about one defect for every twenty lines, up to two hundred lines.
~ After that they write looks good to me and go for lunch.
Small diffs are reviewed within the hour, and large ones wait for days.
Ask questions instead of giving orders.
Let a machine complain about formatting, so that people can talk about design.
If a comment is only a nitpick, mark it as one.
The author should be the first reviewer of their own pull request.
Code owners are notified automatically when somebody touches their folder.
Pairing is a review that happens while the code is written.
A review is also how knowledge about the system spreads.

# Observability
structured logs | metrics | traces | dashboards | alerts | the error budget | percentiles | spans | cardinality | on-call engineers | the collector agent | sampling | service level objectives | correlation ids
You can't fix what you can't see.
Logs tell you what happened, metrics how often, and traces where the time went.
An average hides everything, so look at the ninety-ninth percentile.
Every alert should be something that a human has to act upon.
A correlation id ties together the log lines of one request across ten services.
High cardinality labels will blow up your time series database.
A span has a start, a duration and a parent.
Error budgets turn the argument about reliability into arithmetic.
We sample one percent of the traces, but all of those with an error.
Nobody looks at a dashboard with forty graphs.

# Authentication
passwords | access tokens | session cookies | single sign-on | multi-factor authentication | refresh tokens | password hashing | passkeys | the identity provider | the login form | permissions | brute-force attacks | OAuth | token expiry
Authentication answers who you are, and authorization answers what you may do.
Never store a password, store a slow hash with a salt.
A session cookie should be http only, secure and same site.
Signed tokens can't be revoked, which is fine if they live for five minutes.
The refresh token is rotated each time it is used.
Passkeys replace the secret in your head by a key pair on your phone.
With OAuth you never see the password of the user at all.
Limit login attempts by account and by address.
A text message is the weakest second factor, and still better than none.
Log out has to end the session on the server too.

# Message queues
producers | consumers | the dead letter queue | retries | idempotency | delivery guarantees | the broker | partitions | consumer lag | acknowledgements | background jobs | the outbox table | poison messages | exponential backoff
A queue lets the producer go on while somebody else does the work later.
At least once delivery means that your consumer will see duplicates.
So make the handler idempotent, for instance with a unique key in the database.
A message that fails again and again goes to the dead letter queue.
Retry with exponential backoff and some jitter.
Order is only guaranteed within a partition.
Consumer lag is the first thing I look at in the morning.
The outbox pattern writes the event in the same transaction as the data.
If you acknowledge before you are done, a crash loses the job.
A poison message can block everything behind it.
  `,
};
