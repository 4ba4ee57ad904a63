import '../ui/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SimulationProvider } from '../simulation/context.ts';
import { readAddress } from './address.ts';
import { runClock } from './clock.ts';
import { listenToKeys } from './keyboard.ts';
import { Shell } from './Shell.tsx';
import { createWorkspace, start } from './start.ts';
import { keepTheme } from './theme.ts';

const address = readAddress(window.location);
const workspace = createWorkspace(address);
const { simulation } = workspace;

keepTheme(simulation.view);
listenToKeys(simulation);
runClock(simulation.playback);
await start(workspace, address);

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the program');
createRoot(root).render(
  <StrictMode>
    <SimulationProvider value={simulation}>
      <Shell workspace={workspace} embedded={address.mode === 'embed'} />
    </SimulationProvider>
  </StrictMode>,
);
