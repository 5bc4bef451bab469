/** The words of the four readings of one attention. */
export const readings = {
  waiting: 'Being computed.',
  headless: (kind: string, layer: number) => `${kind}, layer ${layer}`,
  figure: (reading: string, place: string) => `${reading}: ${place}`,
  readings: {
    weights: {
      name: 'Attention weights',
      legend: 'attention weight',
      means:
        'Where this head looks. Not how much it takes from there: a key with a short value vector adds little, however large its weight.',
    },
    norms: {
      name: 'Weights × values',
      legend: 'share of the row’s vector lengths',
      means:
        'How long the vector is that each key adds, as a share of its row (Kobayashi et al. 2020). It sees values that are near zero, but not that vectors may cancel each other, nor whether later layers use them.',
    },
    mean: {
      name: 'Mean of the heads',
      legend: 'mean attention weight',
      means:
        'Where the layer looks on the whole. Heads that do different things are blurred; it may look like no head at all.',
    },
    rollout: {
      name: 'Rollout',
      legend: 'share of the token in the vector',
      means:
        'Means of the heads multiplied through all layers up to this one, half of each for the residual connection (Abnar & Zuidema 2020): an estimate of which tokens a vector is mixed from. It knows neither values nor feed-forward blocks; it is no explanation of the output.',
      cross:
        'For cross-attention the decoder’s layers are followed into the encoder memory and through the encoder to the source words. What a row lacks to 100 % comes from the target’s own tokens.',
    },
  },
};

export type ReadingsMessages = typeof readings;
