/** Which bucket of which server. */
export interface S3Settings {
  bucket: string;
  /** Undefined: Amazon's. */
  endpoint: string | undefined;
  /** Where browsers reach the same server. Undefined: they do not, except for Amazon's. */
  publicEndpoint: string | undefined;
  region: string;
  forcePathStyle: boolean;
}
