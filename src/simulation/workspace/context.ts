import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { DocumentState } from '../stores/document-store.ts';
import type { PlaybackState } from '../playback/playback-store.ts';
import type { Simulation } from './simulation.ts';
import type { ViewState } from '../stores/view-store.ts';

const SimulationContext = createContext<Simulation | undefined>(undefined);

export const SimulationProvider = SimulationContext.Provider;

/** The workspace this part of the page belongs to; throws outside a provider. */
export function useSimulation(): Simulation {
  const simulation = useContext(SimulationContext);
  if (simulation === undefined) throw new Error('useSimulation needs a SimulationProvider above it');
  return simulation;
}

export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(useSimulation().document, select);
}

export function usePlayback<T>(select: (state: PlaybackState) => T): T {
  return useStore(useSimulation().playback, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useSimulation().view, select);
}
