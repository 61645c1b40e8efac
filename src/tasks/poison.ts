/** Crashes in a row, without a newly finished part, that are taken for the task's own fault: it is poison. */
export const MAX_CRASHES = 3;
