/** What a page asks the API for first: it comes with the page itself, so that nothing waits for a further round trip. */

export interface FirstAnswer {
  /** As the route at that address would answer. */
  status: number;
  body: unknown;
}

/** By address, with its query. */
export type FirstAnswers = Record<string, FirstAnswer>;
