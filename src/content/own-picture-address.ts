/** What the address of a picture of people's own looks like in a draft, such as `pictures/at-83500.jpg`: its name is in the brackets. */
export const OWN_PICTURE = /^(?:\.?\/)?pictures\/([\w-]{1,60}\.(?:jpg|png|gif|webp))$/;
