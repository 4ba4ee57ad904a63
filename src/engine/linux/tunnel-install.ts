// Imported for its effect: tunnel devices and forwarding programs work.
import { redirect } from './bpf-forward.ts';
import { installCarriers } from './carriers.ts';
import { decapsulate, enterIpip, enterVxlan } from './tunnel.ts';

installCarriers({ enterVxlan, enterIpip, decapsulate, redirect });
