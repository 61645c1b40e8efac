/** How lists of projects are sorted and filtered. Beside the schemas, so that the page need not load these. */
export const projectStates = ['empty', 'uploading', 'working', 'failed', 'ready'] as const;
export type ProjectState = (typeof projectStates)[number];

export const projectSorts = ['created', 'recent', 'name'] as const;
export type ProjectSort = (typeof projectSorts)[number];
