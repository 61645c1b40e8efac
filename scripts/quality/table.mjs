/**
 * What a measure returns: `[{ title, note, columns: [name], rows: [[cell]] }]`. A cell is a string or a number; numbers
 * that are no integers are shown with two digits behind the point. The text is a table of Markdown, so that it can be
 * pasted into docs/quality.md.
 */
export function tableText({ title, note, columns, rows }) {
  const cells = [columns, ...rows.map((row) => row.map(shown))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => width(row[i]))));
  const line = (row) => `| ${row.map((cell, i) => cell + ' '.repeat(widths[i] - width(cell))).join(' | ')} |`;
  const rule = `| ${widths.map((size) => '-'.repeat(size)).join(' | ')} |`;
  const body = [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
  return `\n## ${title}\n\n${note ? `${note}\n\n` : ''}${body}\n`;
}

const shown = (cell) =>
  typeof cell === 'number' ? (Number.isInteger(cell) ? String(cell) : cell.toFixed(2)) : String(cell);
const width = (text) => [...text].length;
