import { Scissors } from 'lucide-react';
import { use } from 'react';
import { Button } from 'react-aria-components';
import { benchMessages } from '../../i18n/benchMessages';
import controls from '../controls/controls.module.css';
import { type ListedIntervention, listedInterventions } from '../../state/fittingInterventions';
import { useActions, useApp, usePage } from '../page';
import panel from '../panels/figure.module.css';

const isIdle = ({ intervention, problem }: ListedIntervention): boolean => !intervention || problem !== null;

/** On the page of one model: that it is changed while it runs, and where to see how. */
export default function ActiveInterventions() {
  const text = use(benchMessages(useApp((state) => state.language)));
  const { store } = usePage();
  const { setInterventions, setMemoryText } = useActions();
  // As long as a model is on its way there is no text that it reads.
  const idle = useApp((state) =>
    state.loading === null ? listedInterventions(state).filter(isIdle).length : 0,
  );
  const active = useApp(
    ({ interventions, memoryText }) => interventions.length - idle + (memoryText === null ? 0 : 1),
  );
  return (
    <div className={panel.untrained} role="note">
      <Scissors size={15} aria-hidden />
      <p>
        {active > 0 && text.active(active)} {idle > 0 && text.idle(idle)}
      </p>
      <Button className={controls.link ?? ''} onPress={() => store.setState({ bench: 'tool=interventions' })}>
        {text.showActive}
      </Button>
      <Button
        className={controls.link ?? ''}
        onPress={() => {
          setInterventions([]);
          setMemoryText(null);
        }}
      >
        {text.removeActive}
      </Button>
    </div>
  );
}
