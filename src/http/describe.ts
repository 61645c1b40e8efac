/** What a route says of itself in the API's description, beyond what Nest and its schemas say already. */
import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

/**
 * A JSON body's schema, of what the method returns; a media type such as `text/vtt` for what is no JSON; several of these in a
 * list where the method sends the answer itself; null where there is no body.
 */
export type Answer = z.ZodType | string | null | readonly (z.ZodType | string)[];

/** Header → what it is for. */
export type HeaderTexts = Readonly<Record<string, string>>;

export interface Description<A extends Answer = Answer> {
  /** One line. */
  summary: string;
  /** More, in Markdown. */
  details?: string;
  /** Headers of the request without which it is refused. */
  requiredHeaders?: HeaderTexts;
  /** Headers of the request that change what is answered when they are there. */
  optionalHeaders?: HeaderTexts;
  /** The media type of a body that is streamed and so goes through no schema. */
  streams?: string;
  /** What a success answers; its status is Nest's own. */
  answer: A;
  /** Headers of that answer. */
  answerHeaders?: HeaderTexts;
  /** Statuses of other answers that are no problems, such as 304, and what they mean. Beside 3xx they have the same body. */
  also?: Readonly<Record<number, string>>;
  /** What a problem 412 carries as its member `current`. */
  current?: z.ZodType;
  /** Codes of problems by status, beside those that follow from what the route takes: see `impliedProblems`. */
  problems?: Readonly<Record<number, readonly string[]>>;
}

export const DESCRIPTION = Symbol('description');

export const DESCRIBED_AS = Symbol('described as');

/**
 * On a controller: the name under which the document lists its routes, where that is not the class's. Names and ids of
 * operations are a promise to programs, and stay when routes move to another class.
 */
export const DescribedAs = (name: string): ClassDecorator => SetMetadata(DESCRIBED_AS, name);

/** What a method with this answer returns; an answer that is not JSON the method sends itself. */
type Returned<A extends Answer> = A extends z.ZodType ? z.output<A> : unknown;

/**
 * On every route of every controller: a process with a route that lacks it does not start. What the method returns must fit
 * the answer's schema, or it does not compile; what it really answers, all tests check.
 */
export function Describe<const A extends Answer>(description: Description<A>) {
  return <M extends (...args: never[]) => Returned<A> | Promise<Returned<A>>>(
    target: object,
    name: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    SetMetadata(DESCRIPTION, description)(target, name, method);
  };
}
