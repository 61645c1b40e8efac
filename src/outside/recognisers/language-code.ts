/** Whisper's names that are not those of Unicode's tables. */
const codes = new Map(
  Object.entries({ castilian: 'es', flemish: 'nl', valencian: 'ca', letzeburgesch: 'lb', tagalog: 'tl', maori: 'mi' }),
);
const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
for (const code of [...letters.flatMap((a) => letters.map((b) => a + b)), 'haw', 'yue']) {
  const name = names.of(code)?.toLowerCase();
  if (name && !codes.has(name)) codes.set(name, Intl.getCanonicalLocales(code)[0] ?? code);
}

/** The language in BCP 47, from its English name, as OpenAI gives it, or from any code; null for what is no language. */
export function languageCode(said: string): string | null {
  const name = said.trim().toLowerCase();
  const known = codes.get(name);
  if (known !== undefined) return known;
  try {
    return name.length > 3 && !name.includes('-') ? null : (Intl.getCanonicalLocales(name)[0] ?? null);
  } catch {
    return null;
  }
}

/** Whisper's codes that are not those of BCP 47. */
const own = new Map(Object.entries({ nb: 'no', fil: 'tl', cmn: 'zh', jv: 'jw' }));

/** The code of a language (BCP 47) as recognisers take it: ISO 639-1, without a region. */
export function spokenCode(tag: string): string {
  const primary = tag.split('-')[0]?.toLowerCase() ?? tag;
  return own.get(primary) ?? primary;
}
