export type DocumentFault =
  | 'encrypted'
  | 'unreadable'
  | 'too_long'
  /** It would take more memory or time than any document should. */
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
