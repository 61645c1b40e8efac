import type { PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { problems } from '../http/problem.js';

/** What may be the name of a content type, of today or of another time; anything else is not found. */
const NAME = /^[\w-]{1,100}$/;

@Injectable()
export class ContentTypePipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (typeof value !== 'string' || !NAME.test(value)) throw problems.notFound('This draft');
    return value;
  }
}
