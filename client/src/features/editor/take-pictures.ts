/** Whether what is dropped or pasted are files, and not words that a program shows as a picture, too. */

const isPicture = ({ type }: File): boolean => type.startsWith('image/');

/** Takes the files if a picture is among them; answers whether it did. `takesAll`: also where none is. */
export function takePictures(
  event: Event,
  data: DataTransfer | null,
  onFiles: (files: File[]) => void,
  takesAll = false,
): boolean {
  const files = [...(data?.files ?? [])];
  const isFor = takesAll ? files.length > 0 : files.some(isPicture);
  if (!data || !isFor || hasWords(data.getData('text/html'))) return false;
  event.preventDefault();
  onFiles(files);
  return true;
}

const hasWords = (html: string): boolean =>
  html !== '' && new DOMParser().parseFromString(html, 'text/html').body.textContent.trim() !== '';
