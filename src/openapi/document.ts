/** The OpenAPI 3.1 document, made of the routes themselves. https://spec.openapis.org/oas/v3.1.1.html */
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { problemDetails } from '../contract/problem.js';
import type { Answer, HeaderTexts } from '../http/describe.js';
import type { Endpoint } from './endpoints.js';
import { about } from './about.js';
import type { JsonObject } from './schemas.js';
import { IN_DOCUMENT, Schemas } from './schemas.js';

export type Document = JsonObject & { openapi: string; paths: Record<string, Record<string, JsonObject>> };

/** The same routes give the same document, to the byte. Each endpoint must be without faults. */
export function documentOf(endpoints: readonly Endpoint[]): Document {
  const schemas = new Schemas();
  const paths: Document['paths'] = {};
  const names = new Set<string>();
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint, schemas, names) };
  }
  schemas.of(problemDetails, 'output');
  return {
    openapi: '3.1.1',
    ...about,
    tags: [...new Set(endpoints.map(tagOf))].map((name) => ({ name })),
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: { ...about.components, schemas: schemas.named() },
  };
}

/** 'ContentTypes' → 'Content types' */
const tagOf = ({ controller }: Endpoint): string =>
  controller.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function operation(endpoint: Endpoint, schemas: Schemas, names: Set<string>): JsonObject {
  const { description, controller, name, isPublic } = endpoint;
  if (!description) throw new Error(`${endpoint.method} ${endpoint.path} is not described.`);
  const { summary, details } = description;
  const parameters = parametersOf(endpoint, schemas);
  const requestBody = requestBodyOf(endpoint, schemas);
  const operationId = `${controller.charAt(0).toLowerCase()}${controller.slice(1)}.${name}`;
  // A second address of the same method goes without.
  const isFirst = !names.has(operationId);
  names.add(operationId);
  return {
    ...(isFirst && { operationId }),
    tags: [tagOf(endpoint)],
    summary,
    ...(details !== undefined && { description: details }),
    ...(isPublic && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: responsesOf(endpoint, schemas),
  };
}

function parametersOf({ inPath, query, description }: Endpoint, schemas: Schemas): JsonObject[] {
  const path = inPath.map(({ name, schema }) => parameter('path', name, schemas.of(schema, 'input'), true));
  const { properties = {}, required = [] } = query ? schemas.of(query, 'input') : {};
  const queried = Object.entries(properties as Record<string, JsonObject>).map(([name, schema]) =>
    parameter('query', name, schema, (required as string[]).includes(name)),
  );
  const header = (words: HeaderTexts = {}, required: boolean): JsonObject[] =>
    Object.entries(words).map(([name, text]) =>
      parameter('header', name, { type: 'string', description: text }, required),
    );
  return [
    ...path,
    ...queried,
    ...header(description?.requiredHeaders, true),
    ...header(description?.optionalHeaders, false),
  ];
}

function parameter(place: string, name: string, shape: JsonObject, required: boolean): JsonObject {
  const { description, ...schema } = shape;
  return { name, in: place, ...(required && { required }), ...(description !== undefined && { description }), schema };
}

function requestBodyOf({ body, description }: Endpoint, schemas: Schemas): JsonObject | undefined {
  const streamed = description?.streams;
  if (streamed !== undefined) {
    return { required: true, content: { [streamed]: { schema: { type: 'string', format: 'binary' } } } };
  }
  return body && { required: true, content: { 'application/json': { schema: schemas.of(body, 'input') } } };
}

function responsesOf(endpoint: Endpoint, schemas: Schemas): JsonObject {
  const { answer = null, answerHeaders = {}, also = {} } = endpoint.description ?? {};
  const headers = Object.fromEntries(
    Object.entries(answerHeaders).map(([name, text]) => [name, { description: text, schema: { type: 'string' } }]),
  );
  const content = Object.fromEntries(contentsOf(answer, schemas));
  const success = {
    description: wordsFor(endpoint.status),
    ...(Object.keys(answerHeaders).length > 0 && { headers }),
    ...(answer !== null && { content }),
  };
  const others = Object.entries(also).map(([status, text]) => [
    status,
    { description: text, ...(answer !== null && !status.startsWith('3') && { content }) },
  ]);
  const current = endpoint.description?.current;
  const problems = [...problemsOf(endpoint)].map(([status, codes]) => [
    status,
    problemResponse(status, codes, status === 412 && current ? { current: schemas.of(current, 'output') } : {}),
  ]);
  return {
    [endpoint.status]: success,
    // What a route says of a status itself counts, such as a page where others answer with a problem.
    ...(Object.fromEntries([...problems, ...others]) as JsonObject),
    default: {
      description: 'Anything else that went wrong',
      content: { [PROBLEM]: { schema: { $ref: PROBLEM_SHAPE } } },
    },
  };
}

const PROBLEM = 'application/problem+json';
const PROBLEM_SHAPE = `${IN_DOCUMENT}Problem`;

const wordsFor = (status: number): string => STATUS_CODES[status] ?? String(status);

function contentsOf(answer: Answer, schemas: Schemas): [string, JsonObject][] {
  if (answer === null) return [];
  if (typeof answer === 'string') return [[answer, {}]];
  if (answer instanceof z.ZodType) return [['application/json', { schema: schemas.of(answer, 'output') }]];
  return answer.flatMap((one) => contentsOf(one, schemas));
}

const RETRY_AFTER: JsonObject = { description: 'Seconds.', schema: { type: 'string' } };

function problemResponse(status: number, codes: ReadonlySet<string>, members: JsonObject): JsonObject {
  const sorted = [...codes].sort();
  const schema = { allOf: [{ $ref: PROBLEM_SHAPE }, { properties: { code: { enum: sorted }, ...members } }] };
  const description = `${wordsFor(status)}: ${sorted.map((code) => `\`${code}\``).join(', ')}`;
  const headers = status === 503 || status === 429 ? { headers: { 'Retry-After': RETRY_AFTER } } : {};
  return { description, ...headers, content: { [PROBLEM]: { schema } } };
}

/** Status → codes, those that follow from what the route takes and those that it names. */
function problemsOf(endpoint: Endpoint): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  const named = Object.entries(endpoint.description?.problems ?? {}).flatMap(([status, codes]) =>
    codes.map((code): [number, string] => [Number(status), code]),
  );
  for (const [status, code] of [...impliedProblems(endpoint), ...named]) {
    found.set(status, (found.get(status) ?? new Set()).add(code));
  }
  return found;
}

function impliedProblems({ isPublic, method, inPath, query, body, description }: Endpoint): [number, string][] {
  const when = (is: boolean, ...problems: [number, string][]) => (is ? problems : []);
  const changes = !['get', 'head', 'options'].includes(method);
  // A body is read before it is known whether the route takes one.
  const isRead = changes && description?.streams === undefined;
  return [
    ...when(!isPublic, [401, 'unauthorized'], [429, 'too_many_requests'], [503, 'unavailable']),
    ...when(!isPublic && changes, [403, 'cross_origin'], [403, 'scope_required']),
    ...when(inPath.length > 0, [400, 'bad_request'], [404, 'not_found']),
    ...when(isRead, [400, 'invalid_json'], [400, 'bad_request'], [413, 'payload_too_large']),
    ...when(isRead, [415, 'unsupported_media_type']),
    ...when(body !== undefined, [415, 'json_required']),
    ...when(Boolean(body ?? query) || inPath.some(({ isChecked }) => isChecked), [422, 'invalid_request']),
  ];
}
