/** What is wrong between settings that are right by themselves. Read by env.ts only. */
import { lackingFor, paidVariables } from '../outside/recognisers/recognisers.js';
import { modelsOf } from './models.js';
import type { Env } from './shape.js';
import { isPriced, pricesFor } from './prices.js';
import { singleSignOnFaults, singleSignOnVariables } from './single-sign-on.js';

/**
 * One line each, with its remedy. What the variables in `faulty` were meant to say is not known, so nothing is said of what
 * hangs on them.
 */
export function contradictions(env: Env, faulty: Set<string>): string[] {
  const faults: string[] = [];
  const sound = (...names: string[]): boolean => !names.some((name) => faulty.has(name));
  const everyAddress = env.HOST === '0.0.0.0' || env.HOST === '::';
  if (everyAddress && !env.PUBLIC_URL && sound('PUBLIC_URL')) {
    faults.push('PUBLIC_URL must be set when HOST is every address: the URL under which people reach it');
  }
  if (env.SMTP_URL !== undefined && env.MAIL_FROM === undefined && sound('SMTP_URL', 'MAIL_FROM')) {
    faults.push(
      'SMTP_URL is set, so set MAIL_FROM, too: the address that mails come from, such as devreel@example.org',
    );
  }
  if (sound(...Object.keys(singleSignOnVariables))) faults.push(...singleSignOnFaults(env));
  const lacking = lackingFor(env.TRANSCRIBER, env);
  if (lacking && sound(...lacking.variables, 'OPENAI_BASE_URL')) {
    faults.push(`TRANSCRIBER is ${env.TRANSCRIBER}, so ${lacking.remedy}`);
  }
  const hasWriter = env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined;
  if (env.OPENAI_VISION === 'on' && !hasWriter && sound('OPENAI_VISION', 'OPENAI_BASE_URL')) {
    faults.push('OPENAI_VISION is on, so set OPENAI_API_KEY or OPENAI_BASE_URL, too');
  }
  const serversSound = sound(...paidVariables, 'OPENAI_BASE_URL');
  const calls = env.PROJECT_BUDGET_USD !== undefined && serversSound && sound('TRANSCRIBER', 'PRICES');
  return [...faults, ...(calls ? unpriced(env) : [])];
}

/** Without its price nobody knows whether a call is within the budget. */
function unpriced(env: Env): string[] {
  const { writer, embedder, recogniser } = modelsOf(env);
  const recognising = recogniser?.pricedModel ?? null;
  const used = [
    ...(writer ? [{ kind: 'chat' as const, model: writer.model }] : []),
    ...(recognising === null ? [] : [{ kind: 'transcription' as const, model: recognising }]),
    ...(embedder ? [{ kind: 'embedding' as const, model: embedder.model }] : []),
  ];
  const missing = used.filter(({ kind, model }) => !isPriced(env.PRICES, kind, model));
  return missing.map(({ kind, model }) => {
    const example = JSON.stringify({ [model]: Object.fromEntries(pricesFor[kind].map((name) => [name, 1])) });
    return `PROJECT_BUDGET_USD is set, so PRICES must say what ${model} costs, in US dollars, such as ${example}`;
  });
}
