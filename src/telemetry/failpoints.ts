/**
 * Failpoints: named moments at which a process can be told to die, or to stand still, to see that nothing is lost there.
 * Without such an order, and only FAULT_AT gives one, passing a failpoint does nothing.
 */
/** Each with what is true at that moment. */
export const failpoints = {
  'claim:before-commit': 'a worker has taken a task, and nobody can see it yet',
  'part:answered': 'the work of a part is done, and its answer is in memory only',
  'part:stored': 'a part is stored, and the step does not know yet',
  'step:ended': 'a step has its result, and has not begun to store it',
  'result:before-commit': 'a step has ended, and nobody can see it yet',
  'events:committed': 'a change is stored, and neither announced nor handed to the queue',
  'socket:let-in': 'a socket is known to be signed in, and not yet counted as connected',
  'draft-mail:claimed': 'a mail about drafts is one worker’s to send, and has not been sent',
  'draft-mail:sent': 'the mail server has taken a mail about drafts, and nobody has noted it',
  'reconcile:begun': 'a worker looks for lost tasks, and no other one may',
} as const;

export type Failpoint = keyof typeof failpoints;

export interface Fault {
  /** `kill`: the process ends at once, as by kill -9. `hold`: what came here waits until SIGUSR2. */
  action: 'kill' | 'hold';
  at: Failpoint;
  /** Only where all these words are said about what passes: a task's key, a part's name, an event's type, a project's id. */
  words: string[];
}

let faults: Fault[] = [];
let say: (line: string) => void;
let released: Promise<void> | undefined;

/** From now on this process does so at these failpoints. `log` hears what is held where. */
export function arm(orders: Fault[], log: (line: string) => void): void {
  faults = orders;
  say = log;
}

/** Passes a failpoint. `about`: words that tell what passes. */
export async function failpoint(name: Failpoint, about: () => string): Promise<void> {
  if (faults.length === 0) return;
  const said = about().split(' ');
  const fault = faults.find(({ at, words }) => at === name && words.every((word) => said.includes(word)));
  if (!fault) return;
  if (fault.action === 'kill') process.kill(process.pid, 'SIGKILL');
  // Before the line is printed: its reader may send the signal at once, which ends the process if nobody listens for it.
  released ??= new Promise((resolve) => process.once('SIGUSR2', () => resolve()));
  say(`Held at ${name}: ${said.join(' ')}`);
  await released;
}

/**
 * Reads `<kill or hold> <failpoint> <words …>`, several with semicolons between. Throws an `Error` that says what is wrong.
 */
export function readFaults(text: string): Fault[] {
  return text.split(';').map((order) => {
    const [action, at, ...words] = order.trim().split(/\s+/);
    if (action !== 'kill' && action !== 'hold') throw new Error(`it begins with kill or hold, not “${action ?? ''}”`);
    if (at === undefined || !isFailpoint(at)) throw new Error(`its points are ${Object.keys(failpoints).join(', ')}`);
    return { action, at, words };
  });
}

const isFailpoint = (name: string): name is Failpoint => Object.hasOwn(failpoints, name);
