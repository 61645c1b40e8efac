/** How large the speech models are that whisper.cpp publishes, in bytes, as huggingface.co/ggerganov/whisper.cpp lists them. */
export const sizes = new Map(
  Object.entries({
    tiny: 77_691_713,
    'tiny.en': 77_704_715,
    base: 147_951_465,
    'base.en': 147_964_211,
    small: 487_601_967,
    'small.en': 487_614_201,
    medium: 1_533_763_059,
    'medium.en': 1_533_774_781,
    'large-v2': 3_094_623_691,
    'large-v3': 3_095_033_483,
    'large-v3-turbo': 1_624_555_275,
    'large-v3-turbo-q5_0': 574_041_195,
  }),
);

/** For people who choose one. */
export const localModels = [...sizes].map(([name, sizeBytes]) => ({ name, sizeBytes }));
