/** What can go wrong with a call to another's server, in words for people and with what operators need. */
export type VendorErrorCode =
  | 'vendor_key'
  | 'vendor_quota'
  | 'vendor_refused'
  /** The model will not answer this, or a filter took its answer away. */
  | 'vendor_declined'
  /** The question is longer than the model can take. */
  | 'vendor_too_long'
  | 'vendor_busy'
  | 'vendor_unavailable'
  | 'vendor_timeout'
  | 'vendor_answer'
  /** The ledger does not allow it. */
  | 'budget_exceeded';

/** A call that failed for good, or after all its tries. `message` is fit for people, `detail` is for operators. */
export class VendorError extends Error {
  /** What was called, and where: for operators. */
  call: string | null = null;

  constructor(
    readonly code: VendorErrorCode,
    message: string,
    readonly detail: string,
    /** True when trying again cannot help until somebody changes something. */
    readonly permanent: boolean,
    /** When the server wants to be asked again, if it said so. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = 'VendorError';
  }
}
