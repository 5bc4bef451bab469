export interface Projection {
  /** [row, 2] */
  readonly coordinates: Float32Array;
  /** [2, width]: unit vectors. */
  readonly directions: Float64Array;
  /** Share of the variance along each direction; 0 where there is none. */
  readonly shares: readonly [number, number];
}

const ITERATIONS = 400;
const CLOSE = 1e-10;
/** Some directions more than are wanted: the first two then settle far sooner. */
const BLOCK = 8;

/**
 * Principal components (Pearson 1901; Hotelling 1933): the two directions along which rows vary most. Orthogonal
 * iteration with Rayleigh and Ritz's rotations (Golub and Van Loan, Matrix Computations, section 8.2.4).
 * @param rows [row, width]
 */
export function principalComponents(rows: Float32Array, width: number): Projection {
  const n = rows.length / width;
  const centred = centre(rows, width);
  const scatter = scatterMatrix(centred, width);
  let total = 0;
  for (let index = 0; index < width; index += 1) total += scatter[index * width + index] ?? 0;
  let basis = orthonormal(startingVectors(Math.min(BLOCK, width), width), width);
  let before: readonly number[] = [];
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const images = basis.map((direction) => times(scatter, width, direction));
    const { turned, strengths } = rotated(basis, images);
    const moved = strengths.slice(0, 2).map((value, index) => Math.abs(value - (before[index] ?? 0)));
    before = strengths;
    if (iteration > 0 && moved.every((value) => value <= CLOSE * total)) {
      basis = turned;
      break;
    }
    basis = orthonormal(
      turned.map((direction) => times(scatter, width, direction)),
      width,
    );
  }
  const directions = [0, 1].map((index) => withSign(basis[index] ?? new Float64Array(width)));
  const coordinates = new Float32Array(n * 2);
  const variances = [0, 0];
  for (let row = 0; row < n; row += 1) {
    directions.forEach((direction, axis) => {
      let sum = 0;
      for (let index = 0; index < width; index += 1)
        sum += (centred[row * width + index] ?? 0) * (direction[index] ?? 0);
      coordinates[row * 2 + axis] = sum;
      variances[axis] = (variances[axis] ?? 0) + sum * sum;
    });
  }
  const share = (axis: number): number => (total === 0 ? 0 : (variances[axis] ?? 0) / total);
  return {
    coordinates,
    directions: Float64Array.from(directions.flatMap((direction) => [...direction])),
    shares: [share(0), share(1)],
  };
}

function centre(rows: Float32Array, width: number): Float64Array {
  const n = rows.length / width;
  const mean = new Float64Array(width);
  rows.forEach((value, index) => {
    mean[index % width] = (mean[index % width] ?? 0) + value / n;
  });
  return Float64Array.from(rows, (value, index) => value - (mean[index % width] ?? 0));
}

/** Fixed, so that the same table always gives the same picture. */
function startingVectors(count: number, width: number): Float64Array[] {
  return Array.from({ length: count }, (_, vector) =>
    Float64Array.from({ length: width }, (__, index) => Math.sin(1 + index * (1.3 + vector) + vector * 7)),
  );
}

/** Xᵀ X: the covariance matrix times the number of rows, [width, width]. */
function scatterMatrix(centred: Float64Array, width: number): Float64Array {
  const scatter = new Float64Array(width * width);
  for (let from = 0; from < centred.length; from += width) {
    for (let i = 0; i < width; i += 1) {
      const value = centred[from + i] ?? 0;
      const line = i * width;
      for (let j = i; j < width; j += 1) {
        scatter[line + j] = (scatter[line + j] ?? 0) + value * (centred[from + j] ?? 0);
      }
    }
  }
  for (let i = 0; i < width; i += 1) {
    for (let j = 0; j < i; j += 1) scatter[i * width + j] = scatter[j * width + i] ?? 0;
  }
  return scatter;
}

function times(matrix: Float64Array, width: number, vector: Float64Array): Float64Array {
  const image = new Float64Array(width);
  for (let i = 0; i < width; i += 1) {
    let sum = 0;
    for (let j = 0; j < width; j += 1) sum += (matrix[i * width + j] ?? 0) * (vector[j] ?? 0);
    image[i] = sum;
  }
  return image;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

/** Gram and Schmidt, twice against rounding; directions without length become 0. */
function orthonormal(vectors: readonly Float64Array[], width: number): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    let rest = Float64Array.from(vector);
    const before = Math.sqrt(dot(rest, rest));
    for (let pass = 0; pass < 2; pass += 1) {
      for (const other of done) {
        const along = dot(rest, other);
        rest = rest.map((value, index) => value - along * (other[index] ?? 0));
      }
    }
    const length = Math.sqrt(dot(rest, rest));
    done.push(
      length > 1e-12 * before && length > 0 ? rest.map((value) => value / length) : new Float64Array(width),
    );
  }
  return done;
}

/** The basis turned so that its vectors are ordered by variance, the largest first: Jacobi's rotations of Qᵀ A Q. */
function rotated(
  basis: readonly Float64Array[],
  images: readonly Float64Array[],
): { readonly turned: Float64Array[]; readonly strengths: readonly number[] } {
  const n = basis.length;
  const matrix = basis.map((direction) => images.map((image) => dot(direction, image)));
  const turned = basis.map((direction) => Float64Array.from(direction));
  const at = (row: number, column: number): number => matrix[row]?.[column] ?? 0;
  const put = (row: number, column: number, value: number): void => {
    const line = matrix[row];
    if (line) line[column] = value;
  };
  for (let sweep = 0; sweep < 12; sweep += 1) {
    for (let p = 0; p < n; p += 1) {
      for (let q = p + 1; q < n; q += 1) {
        if (at(p, q) === 0) continue;
        const angle = 0.5 * Math.atan2(2 * at(p, q), at(p, p) - at(q, q));
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < n; k += 1) {
          const [kp, kq] = [at(k, p), at(k, q)];
          put(k, p, c * kp + s * kq);
          put(k, q, c * kq - s * kp);
        }
        for (let k = 0; k < n; k += 1) {
          const [pk, qk] = [at(p, k), at(q, k)];
          put(p, k, c * pk + s * qk);
          put(q, k, c * qk - s * pk);
        }
        const [a, b] = [turned[p], turned[q]];
        if (!a || !b) continue;
        turned[p] = a.map((value, index) => c * value + s * (b[index] ?? 0));
        turned[q] = b.map((value, index) => c * value - s * (a[index] ?? 0));
      }
    }
  }
  const order = turned.map((_, index) => index).sort((a, b) => at(b, b) - at(a, a));
  return {
    turned: order.flatMap((index) => turned[index] ?? []),
    strengths: order.map((index) => at(index, index)),
  };
}

/** A direction and its opposite are the same component: the one whose largest entry is positive is taken. */
function withSign(direction: Float64Array): Float64Array {
  const largest = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? direction.map((value) => -value) : direction;
}
