import type { PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { problems } from '../http/problem.js';

/** Accepts what could be the name of a content type, also one that no longer exists; 404 for anything else. */
const NAME = /^[\w-]{1,100}$/;

@Injectable()
export class ContentTypePipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (typeof value !== 'string' || !NAME.test(value)) throw problems.notFound('This draft');
    return value;
  }
}
