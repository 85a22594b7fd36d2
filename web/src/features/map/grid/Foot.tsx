import { Icon } from '../../../ui';
import { laneMenu, type Menu } from '../gestures/menu';
import { useKit } from './kit';

/** Under the grid: what comes next to it, and what the reader put away. */
export function Foot({ hidden, onShow, onMenu }: { hidden: number; onShow: () => void; onMenu: (menu: Menu, at: { x: number; y: number }) => void }) {
  const { t, actions } = useKit();
  if (!actions && hidden === 0) return null;
  return (
    <div className="grid-foot">
      {actions && (
        <>
          <button
            type="button"
            className="button button--small button--quiet"
            aria-haspopup="menu"
            onClick={(event) => {
              const { left, bottom } = event.currentTarget.getBoundingClientRect();
              onMenu(laneMenu(t, actions), { x: left, y: bottom });
            }}
          >
            <Icon name="plus" size={15} />
            {t('grid.addLane')}
          </button>
          <button type="button" className="button button--small button--quiet" onClick={() => actions.addStage(null, true)}>
            <Icon name="plus" size={15} />
            {t('grid.addStage')}
          </button>
        </>
      )}
      {hidden > 0 && (
        <button type="button" className="button button--small button--quiet" onClick={onShow}>
          {t('grid.showHidden', { count: hidden })}
        </button>
      )}
    </div>
  );
}
