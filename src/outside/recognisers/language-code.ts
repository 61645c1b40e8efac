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

/** Those that whisper.cpp knows; it stops at any other. From `LANGUAGES` in OpenAI's whisper/tokenizer.py. */
const WHISPERS =
  'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue';
const whispers = new Set(WHISPERS.split(' '));

/** The language (BCP 47) as whisper.cpp takes it; undefined, so that it finds out, for one that it does not know. */
export function whisperCode(tag: string): string | undefined {
  const code = spokenCode(tag);
  return whispers.has(code) ? code : undefined;
}

/** Whisper's codes that are not those of BCP 47. */
const own = new Map(Object.entries({ nb: 'no', fil: 'tl', cmn: 'zh', jv: 'jw' }));

/** The code of a language (BCP 47) as recognisers take it: ISO 639-1, without a region. */
export function spokenCode(tag: string): string {
  const primary = tag.split('-')[0]?.toLowerCase() ?? tag;
  return own.get(primary) ?? primary;
}
