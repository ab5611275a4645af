import { decodeLabelFile, LabelModel } from "./label-model.ts";

/** Marks in the order of the probabilities. */
export const MARKS = ["hateful", "ironic", "offensive"] as const;
export type Mark = (typeof MARKS)[number];

/**
 * Marks of English tweets, by the features that sentiment uses. The collections they were learned from were gathered
 * by searching for such tweets: the probabilities put posts in order, their level is not that of a feed. No part of the
 * pipeline uses them.
 */
export class MarkModel extends LabelModel<Mark> {
  /** Read a model file (`data/models/marks.bin`). Throws a RangeError where it is not one. */
  static decode(bytes: Uint8Array): MarkModel {
    return new MarkModel(decodeLabelFile(bytes, "marks", MARKS.length), MARKS);
  }
}
