/** The package brings no types: each language is a list, by its code of three letters. */
declare module 'stopword' {
  export const deu: string[];
  export const eng: string[];
  export const fra: string[];
  export const ita: string[];
  export const jpn: string[];
  export const nld: string[];
  export const por: string[];
  export const spa: string[];
}
