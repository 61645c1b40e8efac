import { Injectable } from '@nestjs/common';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { Problem, problems } from './problem.js';

/**
 * Checks what was sent by the schema of its parameter, as in `@Body({ schema: createProject })`, and hands on what the
 * schema made of it. Throws the problems 422 `invalid_request` and 415 where there is no JSON to look at.
 */
@Injectable()
export class SchemaPipe implements PipeTransform {
  async transform(sent: unknown, { schema, type, data }: ArgumentMetadata): Promise<unknown> {
    if (!schema) return sent;
    if (type === 'body' && sent === undefined) {
      throw new Problem(415, 'json_required', 'Send JSON, and say so in the header Content-Type: application/json.');
    }
    const { issues, ...found } = await schema['~standard'].validate(sent);
    if (!issues) return 'value' in found ? found.value : undefined;
    throw problems.invalidRequest(
      issues.map(({ path = [], message }) => ({
        path: [...(data === undefined ? [] : [data]), ...path.map(nameOf)].join('.'),
        message,
      })),
    );
  }
}

const nameOf = (segment: PropertyKey | { key: PropertyKey }): string =>
  String(typeof segment === 'object' ? segment.key : segment);
