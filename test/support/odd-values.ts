/** What nobody would send on purpose, except those who look for holes. */

/** In an address, already encoded where it must be. */
export const oddInAddress: Record<string, string> = {
  nothing: '',
  'a blank': '%20',
  NUL: '%00',
  'half of a character': '%E0%A4%A',
  'a lone surrogate': '%ED%A0%80',
  'a folder above': '..%2f..%2fetc%2fpasswd',
  'more than an int': '2147483648',
  'more than a bigint': '99999999999999999999',
  'less than nothing': '-1',
  'more than a number': '1e400',
  'a name of objects': '__proto__',
  'a word of SQL': "'%20OR%201=1--",
  'a word of text search': '%26%20%7C%20!%20(%20%3C-%3E%20:*',
  'a pattern': '(((((a*)*)*)*)*)%5B',
  'a long one': 'a'.repeat(4_000),
  'letters beyond the first plane': encodeURIComponent('𐍈'.repeat(300)),
  'marks without letters': encodeURIComponent('\u0301'.repeat(300)),
};

/** The deepest that this server's JSON parser takes without a word. */
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

/** As a value in JSON. */
export const oddInJson: Record<string, unknown> = {
  null: null,
  true: true,
  nothing: '',
  'a blank': ' ',
  NUL: '\0',
  'NUL in a word': 'a\0b',
  'a lone surrogate': '\ud800',
  'a lone surrogate after a word': 'word\udc00',
  'a long text': 'x'.repeat(300_000),
  'letters beyond the first plane': '𐍈'.repeat(200),
  'marks without letters': '\u0301'.repeat(200),
  'an int too large': 2_147_483_648,
  'a number too large': 1e300,
  'less than nothing': -1,
  'half of one': 1.5,
  'an address without end': `${'x'.repeat(3_000)}@example.org`,
  'a list': [],
  'a list of null': [null],
  'an object': {},
  'an object with a name of objects': JSON.parse('{"__proto__":{"a":1},"constructor":{}}') as unknown,
  'deep lists': nested(2_000),
};

/** In a header: bytes, so no letter beyond U+00FF. */
export const oddInHeader: string[] = [
  '',
  ',,,,',
  '%E0%A4%A',
  '\u00e9\u00ff\u0080',
  '99999999999999999999',
  'devreel.session_token=%E0%A4%A.%',
  'a'.repeat(700),
  '"a",'.repeat(200),
];

/** Sent to every route, all at once with the same value. */
export const readByMany = [
  'If-Match',
  'If-None-Match',
  'If-Range',
  'If-Modified-Since',
  'Idempotency-Key',
  'Last-Event-ID',
  'Accept',
  'Accept-Encoding',
  'HX-Request',
  'X-HTTP-Method-Override',
  'Upload-Length',
  'Upload-Offset',
  'Upload-Metadata',
  'Upload-Concat',
];

export const readBeforeAnyRoute = [
  'Authorization',
  'Cookie',
  'User-Agent',
  'Accept-Language',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'X-Devreel-Client-Ip',
];

export const oddRanges: Record<string, string>[] = [
  { Range: 'bytes=-' },
  { Range: 'bytes=9-1' },
  { Range: 'bytes=99999999999999999999-' },
  { Range: 'bytes=-99999999999999999999' },
  { Range: `bytes=${'0-0,'.repeat(1_000)}` },
  { Range: 'lines=0-1' },
];

export const oddTypes = [
  '',
  ',',
  'application/json; charset=utf-16',
  'application/json; charset="',
  'application/json;;;',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/x-www-form-urlencoded',
  'application/offset+octet-stream',
  'text/plain',
];

/** The way to each place inside a value. */
export function placesIn(value: unknown, above: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...above, name], ...placesIn(inner, [...above, name])]);
}

/** The value with another one at this place. */
export function withAt(value: unknown, [name, ...rest]: string[], odd: unknown): unknown {
  if (name === undefined) return odd;
  if (Array.isArray(value)) return value.map((one: unknown, i) => (String(i) === name ? withAt(one, rest, odd) : one));
  const object = value as Record<string, unknown>;
  return { ...object, [name]: withAt(object[name], rest, odd) };
}

export const isProblem = (headers: Headers, body: unknown): boolean =>
  (headers.get('content-type') ?? '').startsWith('application/problem+json') &&
  typeof body === 'object' &&
  body !== null &&
  'code' in body;
