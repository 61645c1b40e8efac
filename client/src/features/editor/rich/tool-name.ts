import type en from '../../../words/en.json';

/** How a tool of the editor is called, as a name in the words of the page. */
export type ToolName = `editor.tools.${keyof (typeof en)['editor']['tools']}`;
