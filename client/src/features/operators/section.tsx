import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Resource } from '../../ui/resource.js';
import { ResourceView } from '../../ui/resource-view.js';

interface SectionProps<T> {
  id: string;
  title: string;
  /** Beside the title. */
  choice?: ReactNode;
  /** What is in it. */
  resource: Resource<T>;
  children: (value: T) => ReactNode;
}

/** Until it is known for the first time what is in it, nothing is seen below it: it would move. */
export function Section<T>({ id, title, choice, resource, children }: SectionProps<T>) {
  const isKnown = resource.state !== 'loading';
  const [opened, setOpened] = useState(isKnown);
  if (isKnown && !opened) setOpened(true);
  return (
    <section className="card operators-section" data-opened={opened} aria-labelledby={`${id}-title`}>
      <div className="operators-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {choice}
      </div>
      <ResourceView resource={resource} notReady={null}>
        {children}
      </ResourceView>
    </section>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  /** Value → words, in their order. */
  options: Readonly<Record<T, string>>;
  chosen: T;
  onChoose: (value: T) => void;
}

/** One of a few. */
export function Choice<T extends string>({ label, options, chosen, onChoose }: ChoiceProps<T>) {
  return (
    <label className="operators-choice">
      <span className="unseen">{label}</span>
      <select value={chosen} onChange={(event) => onChoose(event.target.value as T)}>
        {Object.entries<string>(options).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
