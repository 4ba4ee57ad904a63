import type { Folds } from '../board/placed-board.ts';
import { ROW_GAP, SCREEN } from '../placing/layout.ts';
import { spacingOf } from '../placing/place-outside.ts';
import { SERVICE_COMPACT, SERVICE_WIDTH } from '../board/sizes.ts';

const FEW = 4;
const COLUMNS = [FEW, 6, 8] as const;
/** Height of what stands above the Services, and of their lines. */
const LINES = 230;

/** As many side by side as a screen shows the largest, with the nodes below them. */
export const abreast: Folds['abreast'] = ({ boxes }, width) => {
  const rest = LINES + boxes.reduce((most, { height }) => Math.max(most, height), 0);
  return (services) => {
    const zoom = (columns: number): number => {
      const rows = Math.ceil(services / columns);
      const wide = Math.max(width, columns * (SERVICE_WIDTH + spacingOf(rows)));
      return Math.min(SCREEN.width / wide, SCREEN.height / (rest + rows * (SERVICE_COMPACT + ROW_GAP)));
    };
    return COLUMNS.reduce<number>((best, columns) => (zoom(columns) > zoom(best) ? columns : best), FEW);
  };
};
