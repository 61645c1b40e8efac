import type { PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { problems } from './problem.js';

const uuid = z.uuid();

/** For ids in paths: what is no UUID is nobody's id, so it is not found. */
@Injectable()
export class UuidPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    const parsed = uuid.safeParse(value);
    if (!parsed.success) throw problems.notFound();
    return parsed.data;
  }
}
