import { describe } from 'vitest';
import { inAFolder } from './support/upload-place.js';
import { describeUploadRules } from './support/upload-rules.js';

describe('uploads to a folder', () => describeUploadRules(inAFolder));
