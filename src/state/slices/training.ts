import type { StateCreator } from 'zustand/vanilla';
import type { Engine } from '../../engine/engine';
import { defaultTraining } from '../../model/training';
import type { TrainingController } from '../training/controller';
import { optionsOf } from '../training/cardOptions';
import type { RaceController } from '../training/race';
import type { SavedTrainings } from '../training/savedTraining';
import type { TrainingSlice } from '../training/types';
import type { AppState } from '../types';

/** The training of the model on the page. What does the work is loaded when it is first asked for. */
export function createTrainingSlice(
  engine: Engine,
  saved: SavedTrainings,
): StateCreator<AppState, [], [], TrainingSlice> {
  return (set, get, store) => {
    let training: Promise<TrainingController> | null = null;
    let race: Promise<RaceController> | null = null;
    const trainer = (): Promise<TrainingController> => {
      training ??= import('../training/controller').then(({ createTrainingController }) =>
        createTrainingController(engine, store, saved),
      );
      return training;
    };
    const racer = (): Promise<RaceController> => {
      race ??= import('../training/race').then(({ createRaceController }) =>
        createRaceController(engine, store),
      );
      return race;
    };
    return {
      training: null,
      keptTrainings: [],
      trainingPlan: {
        task: { id: 'reverse', sizes: { length: 8, nSymbols: 10 } },
        options: defaultTraining,
      },
      trainingPause: 0,
      heldChange: null,
      race: null,
      interrupted: null,
      planTask: (task) => set({ trainingPlan: { ...get().trainingPlan, task } }),
      planOptions: (options) => {
        const { trainingPlan: plan } = get();
        set({ trainingPlan: { ...plan, options: { ...plan.options, ...options } } });
      },
      findInterrupted: async () => {
        try {
          const record = (await saved.read())?.record;
          if (!record) return;
          set({ interrupted: { task: record.task, config: record.config, step: record.stepsDone } });
          get().addNotice({ kind: 'interrupted' });
        } catch {
          // Without storage there is nothing to come back to.
        }
      },
      recoverTraining: async () => (await trainer()).recover(),
      forgetInterrupted: async () => {
        set({ interrupted: null });
        await saved.remove().catch(() => undefined);
      },
      trainLeft: async () => {
        const { leftTrained } = get();
        if (!leftTrained) return;
        const { task: id, sizes, training } = leftTrained.card;
        set({
          trainingPlan: { task: { id, sizes: sizes ?? {} }, options: optionsOf(training) },
          panel: 'training',
        });
        await (await trainer()).start();
      },
      startTraining: async () => (await trainer()).start(),
      pauseTraining: async () => (await trainer()).pause(),
      resumeTraining: async () => (await trainer()).resume(),
      stepTraining: async () => (await trainer()).stepOnce(),
      setTrainingPause: async (milliseconds) => (await trainer()).setPause(milliseconds),
      showTrainingStep: async (step) => (await trainer()).show(step),
      forkTraining: async () => (await trainer()).fork(),
      leaveTraining: async () => (await trainer()).leave(),
      returnToTraining: async (id) => (await trainer()).returnTo(id),
      endTraining: async (id) => (await trainer()).end(id),
      answerHeldChange: async (answer) => {
        const { heldChange, training: record } = get();
        set({ heldChange: null });
        if (!heldChange || answer === 'cancel') return;
        if (record) set({ trainingPlan: { task: record.task, options: record.options } });
        const controller = await trainer();
        await controller.leave();
        await heldChange.apply();
        if (answer === 'anew') await controller.start();
      },
      startRace: async (size, untilStep) => (await racer()).start(size, untilStep),
      pauseRace: async () => (await racer()).pause(),
      resumeRace: async () => (await racer()).resume(),
      endRace: async () => (await racer()).end(),
    };
  };
}
