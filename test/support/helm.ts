/**
 * Renders our Helm chart without Helm, which no registry of packages that tests may use has. It knows the part of Go's templates that the
 * chart uses, and refuses the rest; what comes out is checked by the schemas of Kubernetes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

type Value = unknown;
interface Scope {
  dot: Value;
  root: Value;
  names: Record<string, Value>;
}
type Node = { text: string } | { action: string } | Block;
interface Block {
  open: string;
  body: Node[];
  otherwise: Node[];
}

const field = (value: Value, path: string): Value =>
  path
    .split('.')
    .filter(Boolean)
    .reduce((at: Value, name) => (at as Record<string, Value> | null | undefined)?.[name], value);

const isEmpty = (value: Value): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === '' ||
  value === 0 ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const spaces = (depth: Value): string => ' '.repeat(Number(depth));
const text = (value: Value): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

class Chart {
  private readonly defined = new Map<string, Node[]>();

  private readonly functions: Record<string, (...args: Value[]) => Value> = {
    quote: (value) => JSON.stringify(typeof value === 'string' ? value : text(value)),
    nindent: (depth, value) => `\n${text(value).replace(/^(?=.)/gm, spaces(depth))}`,
    toYaml: (value) => stringify(value).trimEnd(),
    default: (fallback, value) => (isEmpty(value) ? fallback : value),
    required: (message, value) => {
      if (isEmpty(value)) throw new Error(text(message));
      return value;
    },
    printf: (format, ...values) => text(format).replace(/%s/g, () => text(values.shift())),
    add: (...numbers) => numbers.reduce((sum: number, one) => sum + Number(one), 0),
    not: (value) => isEmpty(value),
    list: (...items) => items,
    has: (item, items) => (items as Value[]).includes(item),
    include: (name, dot) => this.render(this.blockOf(text(name)), { dot, root: dot, names: {} }),
  };

  /** Reads the definitions of a template file; returns the rest of it. */
  read(source: string): Node[] {
    const nodes = treeOf(source);
    return nodes.filter((node) => {
      if (!('open' in node) || !node.open.startsWith('define ')) return true;
      this.defined.set(JSON.parse(node.open.slice('define '.length)) as string, node.body);
      return false;
    });
  }

  private blockOf(name: string): Node[] {
    const found = this.defined.get(name);
    if (!found) throw new Error(`No template ${name} is defined.`);
    return found;
  }

  render(nodes: Node[], scope: Scope): string {
    return nodes.map((node) => this.renderOne(node, scope)).join('');
  }

  private renderOne(node: Node, scope: Scope): string {
    if ('text' in node) return node.text;
    if ('action' in node) return text(this.value(node.action, scope));
    const [, word = '', rest = ''] = /^(\w+)\s+(.*)$/s.exec(node.open) ?? [];
    if (word === 'range') return this.range(node, rest, scope);
    const value = this.value(rest, scope);
    if (isEmpty(value)) return this.render(node.otherwise, scope);
    if (word === 'with') return this.render(node.body, { ...scope, dot: value });
    if (word === 'if') return this.render(node.body, scope);
    throw new Error(`Not known here: {{ ${node.open} }}`);
  }

  private range({ body }: Block, rest: string, scope: Scope): string {
    const [, key = '', name = '', of = ''] = /^(\$\w+), (\$\w+) := (.*)$/s.exec(rest) ?? [];
    const items = Object.entries((this.value(of, scope) ?? {}) as Record<string, Value>);
    return items
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, dot]) => this.render(body, { ...scope, dot, names: { ...scope.names, [key]: k, [name]: dot } }))
      .join('');
  }

  /** A pipeline: what stands before a bar is the last argument of what stands behind it. */
  private value(pipeline: string, scope: Scope): Value {
    return splitAt(pipeline, '|').reduce<{ value?: Value }>(
      (before, command) => ({ value: this.call(command, scope, 'value' in before ? [before.value] : []) }),
      {},
    ).value;
  }

  private call(command: string, scope: Scope, piped: Value[]): Value {
    const [first = '', ...rest] = splitAt(command, ' ');
    const known = this.functions[first];
    if (known) return known(...rest.map((one) => this.operand(one, scope)), ...piped);
    if (rest.length + piped.length > 0) throw new Error(`Not known here: ${command}`);
    return this.operand(first, scope);
  }

  private operand(word: string, scope: Scope): Value {
    if (word.startsWith('(')) return this.value(word.slice(1, -1), scope);
    if (/^["\d]/.test(word)) return JSON.parse(word) as Value;
    if (word.startsWith('$.')) return field(scope.root, word.slice(1));
    if (word.startsWith('$')) return scope.names[word];
    if (word.startsWith('.')) return field(scope.dot, word);
    throw new Error(`Not known here: ${word}`);
  }
}

/** Apart at this sign, but not within quotes or brackets. */
function splitAt(line: string, sign: string): string[] {
  const words = [''];
  let depth = 0;
  let quoted = false;
  for (const letter of line.trim()) {
    if (letter === '"') quoted = !quoted;
    if (!quoted && letter === '(') depth += 1;
    if (!quoted && letter === ')') depth -= 1;
    if (letter === sign && depth === 0 && !quoted) words.push('');
    else words.push((words.pop() ?? '') + letter);
  }
  return words.map((word) => word.trim()).filter(Boolean);
}

/** The nodes of a file, each block with what stands in it. */
function treeOf(source: string): Node[] {
  const trimmed = source.replace(/\s*\{\{-/g, '{{').replace(/-\}\}\s*/g, '}}');
  const stack: { block: Block; nodes: Node[] }[] = [];
  let nodes: Node[] = [];
  for (const [index, piece] of trimmed.split(/\{\{(.*?)\}\}/s).entries()) {
    const word = piece.trim();
    if (index % 2 === 0) nodes.push({ text: piece });
    else if (/^(if|with|range|define)\b/.test(word)) {
      stack.push({ block: { open: word, body: [], otherwise: [] }, nodes });
      nodes = stack.at(-1)?.block.body ?? [];
    } else if (word === 'else') nodes = stack.at(-1)?.block.otherwise ?? [];
    else if (word === 'end') {
      const closed = stack.pop();
      if (!closed) throw new Error('An end without a beginning.');
      nodes = closed.nodes;
      nodes.push(closed.block);
    } else nodes.push({ action: word });
  }
  if (stack.length > 0) throw new Error(`Without an end: ${stack.at(-1)?.block.open ?? ''}`);
  return nodes;
}

const isMap = (value: Value): value is Record<string, Value> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(base: Value, over: Value): Value {
  if (!isMap(base) || !isMap(over)) return over === undefined ? base : over;
  const names = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(names.map((name) => [name, merged(base[name], over[name])]));
}

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
}

/** What `helm template NAME FOLDER` with these values, over the chart's own, would write: all manifests. */
export function renderChart(folder: string, values: Record<string, Value>): Manifest[] {
  const file = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const about = parse(file('Chart.yaml')) as { version: string; appVersion: string };
  const dot = {
    Values: merged(parse(file('values.yaml')), values),
    Release: { Name: 'talks' },
    Chart: { Version: about.version, AppVersion: about.appVersion },
  };
  const chart = new Chart();
  const files = readdirSync(join(folder, 'templates')).sort();
  // Helm knows all definitions before it renders any file.
  const templates = files.map((name) => chart.read(file(join('templates', name))));
  return templates.flatMap((nodes) =>
    chart
      .render(nodes, { dot, root: dot, names: {} })
      .split(/^---$/m)
      .map((document) => parse(document) as Manifest | null)
      .filter((manifest) => manifest !== null),
  );
}
