import type { PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { anId } from '../contract/text.js';
import { problems } from './problem.js';

/** For ids in paths: nothing has an id that is no UUID, so it is not found. */
@Injectable()
export class UuidPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    const parsed = anId.safeParse(value);
    if (!parsed.success) throw problems.notFound();
    return parsed.data;
  }
}
