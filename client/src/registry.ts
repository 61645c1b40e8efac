/** What the server says of the steps, as it stands in the page's HTML. */
import type { RegisteredStep, Registry } from '../../src/contract/registry.js';

let registry: Registry | null = null;

function read(): Registry {
  const block = document.getElementById('registry')?.textContent;
  if (!block) throw new Error('The page has no registry of the steps: it must come from the server.');
  return JSON.parse(block) as Registry;
}

/** In the order of the pipeline. */
export const steps = (): readonly RegisteredStep[] => (registry ??= read()).steps;

export const stepOf = (key: string): RegisteredStep | undefined => {
  const [name] = key.split(':', 1);
  return steps().find((step) => step.name === name);
};

/** In the place of the one in the page. */
export function setRegistry(known: Registry): void {
  registry = known;
}
