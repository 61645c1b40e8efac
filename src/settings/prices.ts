/** What models cost, as the settings say: prices of others change, so none are known here. Pure. */
import type { CallKind } from '../contract/usage.js';

/** US dollars. */
export interface Price {
  inputPerMTokens?: number | undefined;
  outputPerMTokens?: number | undefined;
  /** Of sound. */
  perMinute?: number | undefined;
}

/** By model. */
export type Prices = Record<string, Price>;

/** What a call used, or may use. */
export interface Used {
  tokensIn: number;
  tokensOut: number;
  audioMs: number;
}

/** The prices that a call of this kind needs. */
export const pricesFor: Record<CallKind, (keyof Price)[]> = {
  chat: ['inputPerMTokens', 'outputPerMTokens'],
  transcription: ['perMinute'],
  embedding: ['inputPerMTokens'],
};

export const isPriced = (prices: Prices, kind: CallKind, model: string): boolean =>
  pricesFor[kind].every((name) => priceOf(prices, model)?.[name] !== undefined);

/** In US dollars; null when the model has no price for this kind of call. Sound is charged by the second begun. */
export function costOf(prices: Prices, kind: CallKind, model: string, used: Used): number | null {
  const price = priceOf(prices, model);
  if (!price || !isPriced(prices, kind, model)) return null;
  const { inputPerMTokens = 0, outputPerMTokens = 0, perMinute = 0 } = price;
  if (kind === 'transcription') return (Math.ceil(used.audioMs / 1_000) / 60) * perMinute;
  const output = kind === 'chat' ? used.tokensOut * outputPerMTokens : 0;
  return (used.tokensIn * inputPerMTokens + output) / 1_000_000;
}

const priceOf = (prices: Prices, model: string): Price | undefined =>
  Object.hasOwn(prices, model) ? prices[model] : undefined;
