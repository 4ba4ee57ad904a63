import { offer } from './measured-page.ts';

offer();
