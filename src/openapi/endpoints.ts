/** All routes of all controllers, as Nest's decorators, their schemas and their descriptions have them. */
import { RequestMethod } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { MetadataScanner } from '@nestjs/core';
import { z } from 'zod';
import { isPublic } from '../auth/signed-in.guard.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import type { Description } from '../http/describe.js';
import { DESCRIBED_AS, DESCRIPTION } from '../http/describe.js';

export type Controller = abstract new (...args: never[]) => object;

export interface Parameter {
  name: string;
  schema: z.ZodType;
  /** True: what does not fit the schema is refused, as in a query or a body. False: the schema only describes it. */
  isChecked: boolean;
}

export interface Endpoint {
  /** Lower case, as in OpenAPI. */
  method: string;
  /** As Nest has it, such as `/api/projects/:id`. */
  path: string;
  /** Such as `Projects`. */
  controller: string;
  /** The method's name there. */
  name: string;
  isPublic: boolean;
  /** Of a success. */
  status: number;
  description: Description | undefined;
  inPath: Parameter[];
  query: z.ZodObject | undefined;
  body: z.ZodType | undefined;
  /** What stands in the way of describing it, and what to do about that. */
  faults: string[];
}

/** Nest's keys: `<kind>:<index>`. Kinds are those of `RouteParamtypes`, or names for custom decorators such as `@Who()`. */
type Taken = Record<string, { data?: unknown; pipes: unknown[]; schema?: unknown }>;

const scanner = new MetadataScanner();

/** One for each method and path, in the order of the controllers and their methods. */
export function endpointsOf(controllers: readonly Controller[]): Endpoint[] {
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as Record<string, unknown>;
    return scanner
      .getAllMethodNames(prototype)
      .flatMap((name) => ofMethod(controller, name, prototype[name] as object));
  });
}

function ofMethod(controller: Controller, name: string, handler: object): Endpoint[] {
  const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  if (verb === undefined) return [];
  const taken = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) as Taken | undefined) ?? {};
  const description = Reflect.getMetadata(DESCRIPTION, handler) as Description | undefined;
  const set = Reflect.getMetadata(HTTP_CODE_METADATA, handler) as number | undefined;
  const endpoint = {
    method: RequestMethod[verb].toLowerCase(),
    name,
    description,
    controller: nameOf(controller),
    isPublic: isPublic(handler, controller),
    status: set ?? (verb === RequestMethod.POST ? 201 : 200),
    query: only(taken, RouteParamtypes.QUERY, z.ZodObject),
    body: only(taken, RouteParamtypes.BODY, z.ZodType),
    faults: faultsOf(description, taken),
  };
  return pathsOf(controller).flatMap((base) =>
    pathsOf(handler).map((rest) => {
      const path = `/${[base, rest]
        .map((part) => part.replace(/^\/|\/$/g, ''))
        .filter(Boolean)
        .join('/')}`;
      return { ...endpoint, path, inPath: inPath(path, taken) };
    }),
  );
}

const nameOf = (controller: Controller): string =>
  (Reflect.getMetadata(DESCRIBED_AS, controller) as string | undefined) ?? controller.name.replace(/Controller$/, '');

const pathsOf = (decorated: object): string[] =>
  [Reflect.getMetadata(PATH_METADATA, decorated) as string | string[]].flat();

const ofKind = (taken: Taken, kind: RouteParamtypes): Taken[string][] =>
  Object.entries(taken).flatMap(([key, one]) => (key.startsWith(`${kind}:`) ? [one] : []));

/** The schema of the whole body or query; undefined where none is taken. */
function only<S>(taken: Taken, kind: RouteParamtypes, type: abstract new (...args: never[]) => S): S | undefined {
  return ofKind(taken, kind).flatMap(({ schema }) => (schema instanceof type ? [schema] : []))[0];
}

function inPath(path: string, taken: Taken): Parameter[] {
  const parameters = ofKind(taken, RouteParamtypes.PARAM);
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const one = parameters.find(({ data }) => data === name);
    if (one?.schema instanceof z.ZodType) return { name, schema: one.schema, isChecked: true };
    return { name, schema: one?.pipes.includes(UuidPipe) === true ? z.uuid() : z.string(), isChecked: false };
  });
}

function faultsOf(description: Description | undefined, taken: Taken): string[] {
  if (!description) return ['has no @Describe(…): say what it answers'];
  const faults: string[] = [];
  if (
    ofKind(taken, RouteParamtypes.BODY).some(({ data, schema }) => data !== undefined || !(schema instanceof z.ZodType))
  )
    faults.push('takes a body without a schema: write @Body({ schema: … }) with one of zod');
  if (
    ofKind(taken, RouteParamtypes.QUERY).some(
      ({ data, schema }) => data !== undefined || !(schema instanceof z.ZodObject),
    )
  )
    faults.push('takes a query without a schema: write @Query({ schema: … }) with an object of zod');
  const said = Object.keys({ ...description.requiredHeaders, ...description.optionalHeaders }).map((header) =>
    header.toLowerCase(),
  );
  for (const { data } of ofKind(taken, RouteParamtypes.HEADERS)) {
    if (typeof data !== 'string' || !said.includes(data.toLowerCase()))
      faults.push(
        `reads the header ${String(data)}: say in requiredHeaders or optionalHeaders of @Describe(…) what it is for`,
      );
  }
  return faults;
}
