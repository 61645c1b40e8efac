/** What is measured of others' servers. */
import { Counter, Histogram } from 'prom-client';

/** `outcome`: `ok`, `aborted`, or the code of the error. */
export const vendorSeconds = new Histogram({
  name: 'devreel_vendor_call_seconds',
  help: 'One try of a call to a recogniser or a language model.',
  labelNames: ['vendor', 'outcome'],
  buckets: [0.1, 0.3, 1, 3, 10, 30, 100, 300],
});

/** `direction`: `in` for the prompt, `out` for the answer. */
export const vendorTokens = new Counter({
  name: 'devreel_vendor_tokens_total',
  help: 'Tokens of answered calls, as the server says, or reckoned where it does not.',
  labelNames: ['model', 'direction'],
});
