export type DocumentFault =
  | 'encrypted'
  | 'unreadable'
  /** Text of no language, in any encoding. */
  | 'unknown_encoding'
  | 'too_long'
  /** It would take more memory or work than any document should. */
  | 'too_complex';

/** The file cannot be read, for a reason that lies in it. `message` says to people which, and what to do. */
export class DocumentRefused extends Error {
  constructor(
    readonly code: DocumentFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DocumentRefused';
  }
}
