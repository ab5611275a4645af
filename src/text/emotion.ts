import { decodeLabelFile, LabelModel } from "./label-model.ts";

/** Emotions in the order of the probabilities (Plutchik's eight, as XED has them). */
export const EMOTIONS = [
  "anger",
  "anticipation",
  "disgust",
  "fear",
  "joy",
  "sadness",
  "surprise",
  "trust",
] as const;
export type Emotion = (typeof EMOTIONS)[number];

/**
 * Eight linear models, one for each emotion, over the features that sentiment uses. The probabilities are those
 * of an emotion given that the text is emotional: they do not sum to 1, and a text may have several.
 */
export class EmotionModel extends LabelModel<Emotion> {
  /** Read a model file (`data/models/emotion.bin`). Throws a RangeError where it is not one. */
  static decode(bytes: Uint8Array): EmotionModel {
    return new EmotionModel(decodeLabelFile(bytes, "emotion", EMOTIONS.length), EMOTIONS);
  }
}
