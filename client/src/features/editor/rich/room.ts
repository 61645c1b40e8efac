/** A cursor has at least a line's height around it. In pixels. */
const AROUND = 32;

/** What is to stay free around a cursor that comes into view, in pixels: above it, all that stays on top while the page is scrolled. */
export const roomIn = (root: HTMLElement) => ({
  get top() {
    const tools = root.closest('.rich')?.querySelector('.rich-tools-place');
    if (!tools) return AROUND;
    return Number.parseFloat(getComputedStyle(tools).top) + tools.getBoundingClientRect().height + AROUND;
  },
  right: 0,
  bottom: AROUND,
  left: 0,
});
