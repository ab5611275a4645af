import type { RatioSums } from "earshot/statistics";

/** Authors with the same numerator and denominator. */
export interface RatioProfile {
  y: number;
  x: number;
  authors: number;
}

/** The sums of `ratioInterval` over authors of whom many are alike. */
export function profileSums(profiles: readonly RatioProfile[]): RatioSums {
  const total = (value: (one: RatioProfile) => number) =>
    profiles.reduce((sum, one) => sum + one.authors * value(one), 0);
  const [y, x] = [total((one) => one.y), total((one) => one.x)];
  return {
    ...{ n: total(() => 1), y, x, x2: total((one) => one.x ** 2) },
    with_property: total((one) => (one.y !== 0 ? 1 : 0)),
    without_property: total((one) => (Math.abs(one.y) < one.x ? 1 : 0)),
    influence2: total((one) => (x > one.x ? ((one.y - (y / x) * one.x) / (x - one.x)) ** 2 : 0)),
    spread: total((one) => one.x ** 1.4),
    spread2: total((one) => one.x ** 2.8),
  };
}
