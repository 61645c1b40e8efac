/** Every answer that the tests get is checked against the server's own description of its API. */
import type { AnySchemaObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Answer } from './person.js';

interface Operation {
  responses: Record<string, { content?: Record<string, unknown> }>;
}
interface Description {
  paths: Record<string, Record<string, Operation>>;
}
interface Described {
  paths: Description['paths'];
  templates: Template[];
  validator: (path: string, method: string, status: string, type: string) => ValidateFunction;
}

interface Template {
  template: string;
  pattern: RegExp;
}

const known = new Map<string, Promise<Described>>();

/** Throws, naming route and place, when the server at `url` does not describe such an answer to such a request. */
export async function expectDescribed(url: string, method: string, path: string, answer: Answer): Promise<void> {
  const { paths, templates, validator } = await describedBy(url);
  const template = templates.find(({ pattern }) => pattern.test(path.split('?')[0] ?? ''))?.template;
  if (template === undefined) return;
  const methods = paths[template] ?? {};
  const asked = method.toLowerCase();
  const used = asked === 'head' && !methods['head'] ? 'get' : asked;
  const where = `${method} ${template} answered ${answer.status}`;
  const words = typeof answer.body === 'string' ? answer.body.slice(0, 500) : JSON.stringify(answer.body);
  const operation = methods[used];
  if (!operation) throw new Error(`${where}, but is not described: ${words}`);
  const response = operation.responses[answer.status];
  if (!response) throw new Error(`${where}, which its description does not name: ${words}`);
  // Without a body there is nothing more to check.
  if (asked === 'head' || answer.body === '') return;
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (response.content?.['*/*']) return;
  if (!response.content?.[type]) throw new Error(`${where} with ${type}, which its description does not name.`);
  if (!type.includes('json')) return;
  const validate = validator(template, used, String(answer.status), type);
  if (validate(answer.body)) return;
  const faults = (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
  throw new Error(`${where} with what its description does not allow:\n${faults.join('\n')}\n${words}`);
}

/** With the patterns of the paths they stand for. Of several that match a path, that with the fewest parameters comes first. */
function patternsOf(templates: string[]): Template[] {
  const holes = (template: string): number => template.split('{').length;
  return templates
    .map((template) => ({
      template,
      pattern: new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
    }))
    .sort((a, b) => holes(a.template) - holes(b.template));
}

/** The description, read once from each server; after a failure it is read again. */
function describedBy(url: string): Promise<Described> {
  const reading = known.get(url) ?? read(url);
  known.set(url, reading);
  reading.catch(() => known.delete(url));
  return reading;
}

async function read(url: string): Promise<Described> {
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as Description;
  // Each file of tests compiles what it needs: quickly, not for speed. Whether the document is valid, `openapi.test.ts` looks.
  const quick = { validateSchema: false, inlineRefs: false, code: { optimize: false } };
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats, ...quick });
  ajv.addSchema(exact(document) as AnySchemaObject, 'api');
  const pointer = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
  const compiled = new Map<string, ValidateFunction>();
  return {
    paths: document.paths,
    templates: patternsOf(Object.keys(document.paths)),
    validator(path, method, status, type) {
      const parts = ['paths', path, method, 'responses', status, 'content', type, 'schema'];
      const $ref = `api#/${parts.map(pointer).join('/')}`;
      const validate = compiled.get($ref) ?? ajv.compile({ $ref });
      compiled.set($ref, validate);
      return validate;
    },
  };
}

/** The schema without room for more: programs must expect properties of later versions, but this one answers only what it describes. */
function exact(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((inner) => exact(inner));
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, exact(one, key)]));
  // A problem may carry members of its own.
  const closed = inner['type'] === 'object' && inner['properties'] !== undefined && name !== 'Problem';
  return closed ? { additionalProperties: false, ...inner } : inner;
}
