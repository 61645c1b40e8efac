/** Whether a password is too easy to guess: judged by zxcvbn, with what people know of the person. Loaded when it is first asked. */
import { Problem } from '../http/problem.js';

/** Of 0 to 4. What is below falls within the first million or so guesses. */
const LEAST_SCORE = 2;

/** Throws the problem 422 `password_too_guessable`. `about`: name and e-mail address, which are guessed first. */
export async function refuseGuessable(password: string, about: readonly string[]): Promise<void> {
  const { check } = await judge();
  if (check(password, [...about]).score >= LEAST_SCORE) return;
  throw new Problem(
    422,
    'password_too_guessable',
    'This password is easy to guess. Take a longer one, such as four words that have nothing to do with each other.',
  );
}

interface Judge {
  check: (password: string, about: string[]) => { score: number };
}

let loaded: Promise<Judge> | undefined;

const judge = (): Promise<Judge> => (loaded ??= load());

/** Only what people choose most: more lists would tell nothing of what is refused here, and take the thread of all requests longer. */
async function load(): Promise<Judge> {
  const { ZxcvbnFactory } = await import('@zxcvbn-ts/core');
  const { adjacencyGraphs, dictionary } = await import('@zxcvbn-ts/language-common');
  const passwords = dictionary['passwords-common'];
  const factory = new ZxcvbnFactory({ dictionary: { passwords }, graphs: adjacencyGraphs });
  return { check: (password, about) => factory.check(password, about) };
}
