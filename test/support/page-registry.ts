/** The page's registry of the steps, which in a browser stands in the page itself. Imported for that alone. */
import { setRegistry } from '../../client/src/registry.js';
import { pipeline } from '../../src/steps/pipeline.js';
import { registryOf } from '../../src/steps/registry.js';

setRegistry(registryOf(pipeline));
