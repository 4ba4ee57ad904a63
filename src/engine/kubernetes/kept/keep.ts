import type { CreateKeep } from '../build/keep.ts';
import { keepAddresses, keepPlaces } from './keep-pods.ts';
import { keepNodes } from './keep-nodes.ts';
import { keepServices } from './keep-services.ts';

export const createKeep: CreateKeep = (allocated) => ({
  nodes: (drafts, settings) => keepNodes(allocated, drafts, settings),
  services: (asking) => keepServices(allocated, asking),
  ipam: (ipam, pods) => keepAddresses(allocated, pods, ipam),
  scheduler: (scheduler, pods) => keepPlaces(allocated, pods, scheduler),
});
