/** What the page should know before it sends anything. */
export interface Limits {
  maxUploadBytes: number;
}
