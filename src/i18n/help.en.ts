/** The help of the page. */
export const help = {
  title: 'Take a Transformer apart',
  intro:
    'Choose a variant, pull on its key variables and type a text. The page builds that model, runs it here in your browser and draws what it computed. Nothing leaves your machine.',
  variantsTitle: 'The three variants',
  variants: {
    'encoder-only':
      'Every token sees every other. Made to understand: BERT fills in hidden words and labels texts.',
    'decoder-only':
      'A token sees only itself and what came before (causal mask). Made to continue: GPT and LLaMA predict the next token.',
    'encoder-decoder':
      'The encoder reads the source; each decoder layer asks the encoder memory by cross-attention. Made to turn one text into another: the original Transformer, T5, BART.',
  },
  partsTitle: 'What one can do',
  parts: {
    look: {
      name: 'Look',
      about:
        'The views above the figure show one attention as a matrix or as links, all heads at a glance, one head number by number, and what lies beyond attention.',
    },
    write: {
      name: 'Write',
      about:
        'Let the model write token by token, greedily, by sampling or by beam search, and see its cache grow.',
    },
    train: {
      name: 'Train',
      about: 'Train a small model on a task or on your own text, and watch its figures change.',
    },
    bench: {
      name: 'Bench',
      about:
        'Set two or three models side by side, morph one variant into another, paint masks, intervene in a run, or set a head by hand.',
    },
  },
  weightsTitle: 'About the numbers',
  weights:
    'The page opens on a small model that was trained for its task. Other models start with random weights, drawn from a seed, and say so: their maps are what they really compute, but they have learned nothing, and what they predict is noise.',
  keysTitle: 'Keys',
  keys: {
    arrows: 'In a figure: walk from cell to cell. On a slider: one step.',
    enter: 'Lock or free what is under the cursor',
    escape: 'Free the locked selection',
    help: 'Open this help',
    undo: 'Undo a change of the model; with Shift: redo',
    steps: 'On the bench: the step of the morph before, and the next',
    tab: 'Go on to the next control',
  },
  pointerTitle: 'Mouse and touch',
  pointer:
    'Point to see values, click or tap to lock them, Escape or a second click to free them. Ctrl and the wheel, or two fingers, bring a matrix closer. Among the links of all heads, a double click on a head leaves it alone.',
};

export type HelpMessages = typeof help;
