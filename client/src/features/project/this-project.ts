import { useOutletContext } from 'react-router';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';

/** The project whose page this is. Only for pages inside `ProjectLayout`, which hands it to them. */
export const useThisProject = (): ProjectSnapshot => useOutletContext<ProjectSnapshot>();
