/** The content types that the server can write. They are asked for once. */
import { useEffect } from 'react';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import { api } from '../../api.js';
import { createStore, useStore } from '../../tiny-store.js';

const AGAIN_MS = 3_000;
const store = createStore<readonly ContentTypeInfo[] | null>(null);
let asking = false;

async function ask(): Promise<void> {
  if (asking || store.get()) return;
  asking = true;
  try {
    store.set((await api.contentTypes()).items);
  } catch {
    setTimeout(() => void ask(), AGAIN_MS);
  } finally {
    asking = false;
  }
}

/** Null until they are known. */
export function useContentTypes(): readonly ContentTypeInfo[] | null {
  useEffect(() => void ask(), []);
  return useStore(store, (types) => types);
}
