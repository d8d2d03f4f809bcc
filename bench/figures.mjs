// How every benchmark tells its figures: with limit and ratio, where there is a limit.

export const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/** One line: what, its value with unit, and where there is one the limit with the ratio to it. @param limit in the same unit */
export const tell = (what, value, unit, limit) =>
  console.log(
    `${what.padEnd(52)} ${value.toFixed(2).padStart(8)} ${unit}${limit === undefined ? '' : `   limit ${limit}, ratio ${(value / limit).toFixed(2)}`}`,
  );
