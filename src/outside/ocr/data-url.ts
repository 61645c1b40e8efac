/** Where the data of languages is published, as packages of npm, which are served as files here. Read by the settings, too. */
export const OCR_DATA_URL = 'https://cdn.jsdelivr.net/npm/@tesseract.js-data/{language}/4.0.0_best_int';
