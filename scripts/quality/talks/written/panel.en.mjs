/** A panel in English, written out as it might have been said; its form is told in ../../written-talks.mjs. Nothing is tuned on it. */
export const talk = {
  name: 'a panel',
  language: 'en',
  charactersPerSecond: 15,
  script: `
# On-call without burning out | on-call | pager | rotation
Host: Hi, good afternoon, can people at the back hear us, yes, lovely.
Host: So this is the panel on what it costs to keep things running at night, and I've got three people up here who have all carried a pager for longer than is healthy.
Host: Priya runs the platform group at a bank, Lukas does the same for a hospital chain, and Dana left a very large company last year to write a book.
Host: Priya, I'll begin with you, because you told me in the corridor that you abolished on-call, which, I mean, come on.
Priya: I said we abolished the rotation, which isn't the same.
Priya: * We used to have eleven people on a weekly rotation, and every single one of them hated Tuesdays because that's when the pager changed hands.
Priya: So what we did, and this took us a year and a half, is that whoever shipped something in the afternoon keeps the pager for that thing until breakfast.
Priya: And nothing else.
Host: And people accept that?
Priya: They do once they notice that the pager stays quiet.
Priya: * In the first quarter the number of night pages fell from about ninety to fourteen.
Lukas: I have to push back a bit there, because in a hospital you can't tell the radiologist that the person who shipped it is asleep.
Lukas: * We keep a classic rotation with two people, a primary and a shadow, and the shadow is always somebody junior.
Lukas: It's a training thing as much as anything.
Dana: * Being on call should never last longer than seven days in a row, there is fairly good sleep research about that.
Dana: And pay for it, please.
Dana: * A company that doesn't pay for on-call hours has no reason to reduce them.
Host: Hear, hear.
Dana: I've seen people put the pager in the fridge, literally, I'm not making this up.
(3)
# Writing down what went wrong | postmortem | blame | incident review
Host: You mentioned blame earlier, Dana, when we were preparing, and there's a chapter in your book.
Dana: Right, the postmortem.
Dana: So everyone says blameless these days, it's on the poster in the kitchen.
Dana: * And then you read the document, and the root cause is human error, which is blame with better manners.
Dana: * A useful postmortem asks why the wrong action looked like the right one at three in the morning.
Lukas: We had a nurse do our reviews for a while.
Host: A nurse?
Lukas: * Nurses have been writing incident reviews for forty years, and they are much better at it than programmers.
Lukas: She asked who was tired, who was new, which screen were you looking at.
Lukas: And it turned out that, well, the same dashboard had fooled four people in a row.
Priya: * Our postmortems were twenty pages long, and nobody read past the timeline.
Priya: So now it's one page, with three questions, and you read it aloud in the review.
Priya: If you can't read it aloud without wincing, it isn't blameless.
Dana: I'm stealing that.
Priya: Feel free.
Dana: * The action items are where postmortems go to die, and two thirds of them are never closed.
Dana: I counted, at the last place, over five years, so that's not a guess.
Priya: Ours have an owner and a date, or we don't write them down at all.
Host: Even if the lawyers want it?
Priya: The lawyers get a separate document.
# Alerts nobody needs | alerts | thresholds | noise
Lukas: Can I bring up noise, because it drives me up the wall.
Lukas: * Four out of five alerts in our wards' systems were thresholds on processor load, and not one of them ever led to anything.
Host: So you just deleted them.
Lukas: We deleted them, on a Friday, with champagne.
Lukas: * An alert should only fire when a patient, or a customer, would notice something.
Priya: I'd go further than that.
Priya: * Every alert that wakes somebody has to name the action they should take, otherwise it becomes a ticket for the morning.
Dana: The trouble is that thresholds feel like safety.
Dana: People add them after every outage and nobody ever takes one away, it's like, um, like the drawer with the cables.
Lukas: Yes, the cables.
Dana: * Burn rates on an error budget replace dozens of thresholds with two alerts for each service.
Host: Could you say what a burn rate is, for those of us who came for the coffee?
Dana: Sure, so you allow yourself a certain amount of failure in a month, and the burn rate says how fast you're eating it up.
Dana: * If the whole month's budget would be gone in an hour, someone gets out of bed.
Dana: And if it'd take a week, they don't.
Priya: We've got that on a big screen now and the managers stare at it instead of at us.
Priya: Which, frankly, is the best thing about it.
(2)
# Machines that help | language models | runbooks | assistants
Host: All right, you can all see the elephant, so who wants it.
Host: Do you let a language model anywhere near production?
Priya: For reading, yes, for touching, no.
Priya: * The assistant gets the logs and our runbooks, and it drafts a summary before the human has found their glasses.
Priya: That alone saves us something like ten minutes, and at three in the morning ten minutes is a lot.
Lukas: * Our runbooks were so out of date that the model gave confident instructions for a database we switched off in 2019.
Lukas: So in a way it was an audit.
Dana: Garbage in.
Lukas: Exactly, garbage in, and very polite garbage out.
Dana: What worries me is the skill.
Dana: * If juniors never dig through logs by themselves, nobody will be able to tell when the assistant is wrong.
Host: Is that not what they said about calculators?
Dana: Maybe, but the calculator was never wrong in complete sentences.
Priya: * We run a drill each month with the language models switched off, and people are slower every time.
Priya: It's a bit frightening, to be honest with you.
Lukas: You should publish those numbers.
Priya: I'd love to, ask my employer.
# Who pays for reliability | budget | money | management
Host: There's a question on the app, it's the top one by far, and it's about money.
Host: How do you convince a management that only counts features?
Dana: Don't talk about nines.
Dana: * No manager has ever been moved by a fourth nine, but they understand that a quarter of the salaries goes into repairs.
Dana: So count the hours, multiply by what an hour costs, put it on one slide, sit down.
Lukas: In a hospital that's easier, I suppose, since the regulator does the convincing.
Lukas: * The fine for an outage of the medication system is higher than our whole hardware budget.
Priya: * At the bank every team has a reliability budget in money, and what they don't spend on outages they may spend on whatever they like.
Host: Whatever they like?
Priya: One team bought a sofa.
Priya: It's a very nice sofa.
Dana: * The budget works because it makes a quiet night worth something to the people who decide.
Dana: I'd love to have had that in my old job, would've saved a couple of marriages.
Host: On that cheerful note.
Host: We're out of time, they're waving at me, the drinks are on the left, thank you so much to all three of you.
`,
};
