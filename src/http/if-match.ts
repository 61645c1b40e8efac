/**
 * Whether an If-Match header names one of these entity tags: it is `*` or a list of tags, of which weak ones match nothing
 * (RFC 9110, 13.1.1).
 */
export function ifMatchNames(header: string, etags: readonly string[]): boolean {
  if (header.trim() === '*') return true;
  const named: string[] = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return etags.some((etag) => named.includes(etag));
}
