/** What a visitor does, in few words: for the `show` of a state. */
/* global scrollBy -- within the page */

/** Presses the first button of this name. */
export const press = (name) => (page) => page.getByRole('button', { name }).first().click();

/** Waits until these words can be seen. */
export const see = (words) => (page) => page.getByText(words).first().waitFor();

/** One thing after another. */
export const then =
  (...deeds) =>
  async (page) => {
    for (const deed of deeds) await deed(page);
  };

/** Brings it into view, below the header. */
export const scrollTo = (selector) => async (page) => {
  const place = page.locator(selector).first();
  await place.waitFor();
  await place.evaluate((element) => {
    element.scrollIntoView({ block: 'start' });
    scrollBy(0, -80);
  });
};
