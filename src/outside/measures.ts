/** What is measured of others' servers. */
import { Histogram } from 'prom-client';

/** `outcome`: `ok`, `aborted`, or the code of the error. */
export const vendorSeconds = new Histogram({
  name: 'devreel_vendor_call_seconds',
  help: 'One try of a call to a recogniser or a language model.',
  labelNames: ['vendor', 'outcome'],
  buckets: [0.1, 0.3, 1, 3, 10, 30, 100, 300],
});
