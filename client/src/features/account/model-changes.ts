/** What the form of models sends. */
import type { ModelSettingsChange, ModelSettingsView } from '../../../../src/contract/model-settings.js';

/** What was typed, by name: null takes away what is set. */
export type Typed = ModelSettingsChange;

/** Only what is another than before. A key's field that was opened and left empty changes nothing. */
export function changesIn({ items }: Pick<ModelSettingsView, 'items'>, typed: Typed): ModelSettingsChange {
  const changes: ModelSettingsChange = {};
  for (const { name, value, setBy, isFixed } of items) {
    const word = typed[name];
    if (word === undefined || word?.trim() === '' || isFixed) continue;
    if (word === null ? setBy === 'page' : word !== value) changes[name] = word;
  }
  return changes;
}
