/** Small drawings of one weight. They are decoration, hidden from screen readers: the text beside them says it. */
const paths = {
  bell: 'M4 11.5h8M5 11.5V7a3 3 0 0 1 6 0v4.5M7 13.5h2',
  check: 'M3.5 8.5l3 3 6-7',
  cross: 'M4.5 4.5l7 7m0-7l-7 7',
  slash: 'M4 12l8-8',
  wait: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11zM8 5v3l2 1.2',
  busy: 'M8 2.5a5.5 5.5 0 1 1-5.5 5.5',
  again: 'M12 8a4 4 0 1 1-1.2-2.9M12 3v2.5H9.5',
  chevron: 'M4.5 6.5L8 10l3.5-3.5',
  upload: 'M8 11V4M5 6.5L8 3.5l3 3M3.5 12.5h9',
  warning: 'M8 6v3m0 2.2v.1M8 2.5l6 10.5H2z',
  pencil: 'M3 13l.7-2.9L10.5 3.3l2.2 2.2L5.9 12.3z',
  file: 'M4.5 2.5h4.5L12 5.5v8H4.5zM9 2.5v3h3',
  search: 'M7 3a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM10 10l3.2 3.2',
  film: 'M2.5 4h11v8h-11zM6.5 6.5v3L9.5 8z',
  person: 'M8 2.5a2.7 2.7 0 1 1 0 5.4a2.7 2.7 0 0 1 0-5.4zM3 13.5c.4-2.6 2.4-4 5-4s4.6 1.4 5 4',
  bold: 'M5 3h3.7a2.4 2.4 0 0 1 0 4.8H5zM5 7.8h4.3a2.6 2.6 0 0 1 0 5.2H5z',
  italic: 'M7 3h4.5M4.5 13H9M9.3 3L6.7 13',
  strike: 'M2.5 8h11M11 5.2C10.7 3.8 9.6 3 8 3 6.3 3 5 3.9 5 5.3M5 10.8C5.3 12.2 6.4 13 8 13c1.7 0 3-.9 3-2.4',
  code: 'M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5',
  link: 'M6.5 9.5l3-3M7.3 4.7l1.5-1.5a2.8 2.8 0 0 1 4 4l-1.5 1.5M8.7 11.3l-1.5 1.5a2.8 2.8 0 0 1-4-4l1.5-1.5',
  bullets: 'M6 4h8M6 8h8M6 12h8M2.5 4h.2M2.5 8h.2M2.5 12h.2',
  numbers: 'M6.5 4h7.5M6.5 8h7.5M6.5 12h7.5M2 3l1-.5V6M2 10.5h1.6L2 13h1.7',
  quote: 'M3 4v8M6 5h8M6 8h8M6 11h5',
  'code-block': 'M2.5 3h11v10h-11zM5 6l2 2-2 2M8.5 10.5h2.5',
  table: 'M2.5 3h11v10h-11zM2.5 6.5h11M2.5 9.8h11M8 3v10',
  'row-above': 'M2.5 9h11v4.5h-11zM8 2v4.5M5.8 4.2h4.4',
  'row-below': 'M2.5 2.5h11V7h-11zM8 9.5V14M5.8 11.8h4.4',
  'row-out': 'M2.5 2.5h11V7h-11zM6.2 9.9l3.6 3.6m0-3.6l-3.6 3.6',
  'column-before': 'M9 2.5h4.5v11H9zM2 8h4.5M4.2 5.8v4.4',
  'column-after': 'M2.5 2.5H7v11H2.5zM9.5 8H14M11.8 5.8v4.4',
  'column-out': 'M2.5 2.5H7v11H2.5zM9.9 6.2l3.6 3.6m0-3.6l-3.6 3.6',
  divider: 'M2 8h12M5 4h6M5 12h6',
  picture: 'M2.5 3h11v10h-11zM2.5 11l3-3 2.5 2.5 2.5-3 3 3.5M6 6h.1',
  up: 'M8 13V3.5M4 7.5l4-4 4 4',
  down: 'M8 3v9.5M4 8.5l4 4 4-4',
  split: 'M2.5 8h2M7 8h2M11.5 8h2M5 3.5L8 1.5l3 2M5 12.5l3 2 3-2',
  join: 'M2.5 8h11M5 2l3 3 3-3M5 14l3-3 3 3',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  plus: 'M8 3v10M3 8h10',
  bin: 'M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.5 9h6l.5-9',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  tag: 'M2.5 3h5l6 6-4.5 4.5-6.5-6zM5.3 5.8h.1',
  undo: 'M5.5 3L2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6',
  redo: 'M10.5 3l3 3-3 3M13.5 6H6a3.5 3.5 0 0 0 0 7h4',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
