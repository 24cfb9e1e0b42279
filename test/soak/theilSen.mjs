// @ts-check

/**
 * The median of the slopes between all pairs of points: a few that are far off do not move it.
 * @param {readonly {readonly x: number, readonly y: number}[]} points
 * @returns {number | undefined} `undefined` for fewer than two places
 */
export function theilSenSlope(points) {
  const slopes = points.flatMap((one, index) => points.slice(index + 1).flatMap((other) => (other.x === one.x ? [] : [(other.y - one.y) / (other.x - one.x)])));
  slopes.sort((a, b) => a - b);
  const middle = slopes.length / 2;
  const [low, high] = [slopes[Math.ceil(middle) - 1], slopes[Math.floor(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
