import type { Role } from '../../../../src/contract/project.js';
import { t } from '../../words/words.js';

/** From who may least to who may most. */
const ROLES = ['viewer', 'editor', 'owner'] as const satisfies readonly Role[];

interface RoleChoiceProps {
  label: string;
  role: Role;
  busy?: boolean;
  onChoose: (role: Role) => void;
}

export function RoleChoice({ label, role, busy = false, onChoose }: RoleChoiceProps) {
  return (
    <select
      className="role-choice"
      aria-label={label}
      value={role}
      aria-disabled={busy || undefined}
      onChange={(event) => {
        const chosen = ROLES.find((one) => one === event.target.value);
        if (chosen && !busy) onChoose(chosen);
      }}
    >
      {ROLES.map((one) => (
        <option key={one} value={one}>
          {t(`members.role.${one}`)}
        </option>
      ))}
    </select>
  );
}
