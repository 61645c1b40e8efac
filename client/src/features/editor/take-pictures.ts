/** Whether what is dropped or pasted are pictures, and not words that a program shows as a picture, too. */

/** Takes the pictures, if there are any; answers whether there were. */
export function takePictures(event: Event, data: DataTransfer | null, onPictures: (files: File[]) => void): boolean {
  const files = [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
  if (!data || files.length === 0 || hasWords(data.getData('text/html'))) return false;
  event.preventDefault();
  onPictures(files);
  return true;
}

const hasWords = (html: string): boolean =>
  html !== '' && new DOMParser().parseFromString(html, 'text/html').body.textContent.trim() !== '';
