/** Some behaviours are looked at in small by `npm test`, and at length by `npm run test:long`: see CONTRIBUTING.md. */

/** How often, how much or how many: `small` in `npm test`, `long` before a release. */
export const inSmallOrLong = (small: number, long: number): number => (process.env['TEST_LONG'] === '1' ? long : small);
