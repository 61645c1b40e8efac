/** What people put a colon or brackets behind without anybody being called so. In lower case. */

const ENGLISH = `
  note notes tip tips hint warning caution attention danger example examples question questions answer answers step steps
  remember important first second third fourth fifth finally lastly so and but or now here today tomorrow next then again
  rule rules part chapter section lesson module unit topic slide figure table number point phase stage level version
  day week month year option case task exercise goal problem solution idea result summary conclusion introduction
  agenda overview background method methods discussion reason reasons pros cons fact fiction myth truth lie update
  disclaimer spoiler translation source sources link links recap bonus fun takeaway definition input output usage
  required optional recommended default new old beta free yes no okay ok well right true false todo fixme error
  info debug fatal http https ftp file mailto p.s ps fyi q a
`;
const OTHERS = `
  hinweis achtung vorsicht beispiel frage antwort wichtig tipp schritt teil kapitel punkt regel fazit ziel merke erstens
  zweitens drittens heute und aber also jetzt nota ejemplo pregunta respuesta atención cuidado importante paso parte
  capítulo punto consejo resumen primero segundo tercero remarque exemple réponse attention étape partie chapitre
  conseil résumé premièrement deuxièmement esempio domanda risposta attenzione passo capitolo punto consiglio primo
  secondo exemplo pergunta resposta atenção etapa capítulo dica voorbeeld vraag antwoord let stap deel hoofdstuk
  пример вопрос ответ внимание важно шаг часть глава совет итак например uwaga przykład pytanie odpowiedź krok
  注意 例如 比如 所以 但是 因为 首先 其次 最后 第一 第二 第三 问题 回答 总结 重要 提示 步骤 例 例えば 注意点 質問 回答
  重要 結論 まず 次に 最後に ポイント 예 예를들어 질문 답변 주의 중요 결론 먼저 ملاحظة مثال سؤال جواب تنبيه خطوة
`;

const words = (text: string): string[] => text.trim().split(/\s+/);

const NOT_NAMES: ReadonlySet<string> = new Set([...words(ENGLISH), ...words(OTHERS)]);
/** With these begins what something is called, not somebody. */
const BEGINNINGS: ReadonlySet<string> = new Set(
  words('the this that these those my our your its der die das ein eine mein unser este esta ce cette notre'),
);

/** `Note`, `Step 2`, `The engine`. */
export function isNoName(label: string): boolean {
  const [first = '', ...others] = label.toLowerCase().split(/\s+/);
  const isNumbered = others.every((word) => /^(?:\p{N}+|[ivx]+|[a-z]|one|two|three|four|five)$/u.test(word));
  return BEGINNINGS.has(first) || (isNumbered && NOT_NAMES.has(first.replace(/[.\d]+$/u, '')));
}
