import { describe } from 'vitest';
import { describeUploads } from './support/upload-behaviour.js';
import { inAFolder } from './support/upload-place.js';

describe('uploads to a folder', () => describeUploads(inAFolder));
