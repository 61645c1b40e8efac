/** What can be written in each project, and what was. Asked for anew by each page that opens, since people make and change some. */
import { useEffect } from 'react';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import { api } from '../../api.js';
import { createStore, useStore } from '../../tiny-store.js';
import en from '../../words/en.json';
import { t } from '../../words/words.js';

const AGAIN_MS = 3_000;
const store = createStore<Readonly<Record<string, readonly ContentTypeInfo[]>>>({});
const asking = new Set<string>();

/** Asks the server, unless it is being asked; again and again while nothing is known yet. */
export async function askForTypes(projectId: string): Promise<void> {
  if (asking.has(projectId)) return;
  asking.add(projectId);
  try {
    const { items } = await api.contentTypes(projectId);
    store.set({ ...store.get(), [projectId]: items.map(named) });
  } catch {
    if (!store.get()[projectId]) setTimeout(() => void askForTypes(projectId), AGAIN_MS);
  } finally {
    asking.delete(projectId);
  }
}

const isNamed = (id: string): id is keyof typeof en.types => Object.hasOwn(en.types, id);

/** What a type is called where no more of it is known than its id: one of somebody's own goes by that. */
export const nameOfType = (id: string): string => (isNamed(id) ? t(`types.${id}`) : id);

/** Those that come with Devreel have names in the language of the page; others go by the name that the server has. */
export const named = (type: ContentTypeInfo): ContentTypeInfo =>
  type.own === null && isNamed(type.id) ? { ...type, label: t(`types.${type.id}`) } : type;

/** Null until they are known. */
export function useContentTypes(projectId: string): readonly ContentTypeInfo[] | null {
  useEffect(() => void askForTypes(projectId), [projectId]);
  return useStore(store, (known) => known[projectId] ?? null);
}
