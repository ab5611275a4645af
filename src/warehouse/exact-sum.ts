/** 2 to the power 80, written as DuckDB reads a double without loss. */
const SCALE = "1208925819614629174706176.0";

/**
 * SQL that gives a session the aggregate `exact_sum(x)`: a sum of doubles that is the same whatever the order of rows.
 *
 * Floating-point addition is not associative, and DuckDB adds in the order in which its threads come by; two runs on the
 * same data would differ in the last bits, and every step behind such a table would run again. Here each value becomes two
 * integers, its whole part and its fraction in steps of 2^-80, and integers add up without rounding (a fixed-point
 * accumulator: Kulisch and Miranker 1986, The arithmetic of the digital computer, SIAM Review 28). NULL values are left
 * out, a sum of none is NULL, a value of 1.7e38 or more is an error of DuckDB. It takes no `filter`: write
 * `exact_sum(if(condition, x, null))`.
 */
export const EXACT_SUM = `create or replace temp macro exact_sum(x) as
  sum(trunc(x)::hugeint)::double
  + sum(((x - trunc(x)) * ${SCALE})::hugeint)::double / ${SCALE}`;
