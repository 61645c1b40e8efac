/** In pixels. Of each screenshot that is wider there are pictures of these widths, too. */
export const smallWidths = [320, 640] as const;
export type SmallWidth = (typeof smallWidths)[number];
