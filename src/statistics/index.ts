/**
 * What many numbers say: intervals, decomposition, anomalies, change points, keyness, agreement.
 * Pure: numbers in, numbers out. No DuckDB, no file system, no clock; randomness comes in as a seeded generator.
 */
export * from "./agreement.ts";
export * from "./change-points.ts";
export * from "./classification.ts";
export * from "./counterfactual.ts";
export * from "./decompose.ts";
export * from "./difference-interval.ts";
export * from "./direction.ts";
export * from "./distributions.ts";
export * from "./early-warning.ts";
export * from "./false-discovery.ts";
export * from "./group-counter.ts";
export * from "./interrupted-time-series.ts";
export * from "./keyness.ts";
export * from "./least-squares.ts";
export * from "./mann-kendall.ts";
export * from "./order.ts";
export * from "./prediction-powered.ts";
export * from "./prediction-powered-difference.ts";
export * from "./quantile-interval.ts";
export * from "./random.ts";
export * from "./ratio-interval.ts";
export * from "./ratio-sums.ts";
export * from "./rhythm.ts";
export * from "./spikes.ts";
export * from "./stl.ts";
export * from "./theil-sen.ts";
export * from "./wilson.ts";
