/** What the compiler cannot see of the table of steps. */
import type { StepDescriptor } from './define-step.js';

export type Pipeline = Record<string, StepDescriptor>;

/** Throws an `Error` that names each fault with its remedy: a pipeline that is not whole does not start. */
export function checkPipeline(pipeline: Pipeline): void {
  const faults = Object.keys(pipeline).flatMap((name) => faultsOf(pipeline, name));
  if (faults.length > 0) throw new Error(['The pipeline (src/steps/pipeline.ts) is not whole:', ...faults].join('\n'));
}

function faultsOf(pipeline: Pipeline, name: string): string[] {
  const step = pipeline[name];
  if (!step) return [];
  const faults: string[] = [];
  if (!/^[a-z]\w*$/i.test(name)) faults.push(`“${name}” is part of its tasks' keys: give it a name of letters only.`);
  for (const need of [...step.needs, ...(step.after ?? [])]) {
    const known = Object.hasOwn(pipeline, need) ? pipeline[need] : undefined;
    if (!known)
      faults.push(`${name} needs “${need}”, which is no step: name one of ${Object.keys(pipeline).join(', ')}.`);
    else if (known.per)
      faults.push(`${name} needs ${need}, of which there is one for each ${known.per}: leave it out.`);
  }
  if (standsOnItself(pipeline, name))
    faults.push(`${name} waits for itself, by way of what it needs: leave one of them out.`);
  if (step.per && step.startedByUpload) {
    faults.push(`${name} is started by an upload, but there is one for each ${step.per}: leave out one of the two.`);
  }
  if (step.doesWithout && !step.per) {
    faults.push(
      `${name} does without some of its needs by what it is about, but there is one for all: say what “per” is, or leave it out.`,
    );
  }
  const empty = (['label', 'need', 'doing'] as const).filter((which) => step.words[which].trim() === '');
  if (empty.length > 0) faults.push(`${name} has no words for ${empty.join(', ')}: people see them, write them.`);
  return faults;
}

function standsOnItself(pipeline: Pipeline, name: string): boolean {
  const seen = new Set<string>();
  const before = (step: string): readonly string[] => [
    ...(pipeline[step]?.needs ?? []),
    ...(pipeline[step]?.after ?? []),
  ];
  const next = [...before(name)];
  for (let need = next.pop(); need !== undefined; need = next.pop()) {
    if (need === name) return true;
    if (seen.has(need)) continue;
    seen.add(need);
    next.push(...before(need));
  }
  return false;
}
