import * as tf from '@tensorflow/tfjs-core';

/**
 * Mean cross-entropy of rows of logits against wanted classes, in nats, with label smoothing: the wanted distribution
 * is (1 - ε) on the right class and ε / classes on each (Szegedy 2016, section 7; 2017 paper, section 5.4;
 * torch.nn.functional.cross_entropy).
 * @param logits [row, classes]
 * @param classes [row]
 * @returns a scalar, with the gradient (softmax(logits) - wanted) / rows
 */
export function crossEntropy(
  logits: tf.Tensor2D,
  classes: readonly number[],
  labelSmoothing: number,
): tf.Scalar {
  const [nRows, nClasses] = logits.shape;
  const loss = tf.customGrad((x, save) => {
    const rows = x as tf.Tensor2D;
    const shifted = tf.sub(rows, tf.max(rows, 1, true)); // [row, classes]
    const exponentials = tf.exp(shifted);
    const total = tf.sum(exponentials, 1, true); // [row, 1]
    // Cast, because WASM writes the bits of an integer 1 into a float32 one-hot.
    const wanted = tf.cast(tf.oneHot(tf.tensor1d([...classes], 'int32'), nClasses), 'float32'); // [row, classes]
    const ofWanted = tf.sum(tf.mul(shifted, wanted), 1); // [row]
    const ofAll = labelSmoothing > 0 ? tf.mean(shifted, 1) : null;
    const smoothed = ofAll
      ? tf.add(tf.mul(ofWanted, 1 - labelSmoothing), tf.mul(ofAll, labelSmoothing))
      : ofWanted;
    const losses = tf.sub(tf.log(tf.reshape(total, [nRows])), smoothed);
    (save as tf.GradSaveFunc)([exponentials, total, wanted]);
    return {
      value: tf.mean(losses),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [savedExponentials, savedTotal, savedWanted] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
        const probabilities = tf.div(savedExponentials, savedTotal);
        const target =
          labelSmoothing > 0
            ? tf.add(tf.mul(savedWanted, 1 - labelSmoothing), labelSmoothing / nClasses)
            : savedWanted;
        return tf.mul(tf.sub(probabilities, target), tf.div(dy, nRows));
      },
    };
  });
  return loss(logits) as tf.Scalar;
}
