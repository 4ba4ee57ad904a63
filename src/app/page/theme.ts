import type { ThemeChoice, ViewStore } from '../../simulation/stores/view-store.ts';
import { keepChoice, readChoice } from './kept-choice.ts';

const CHOICES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

/** Puts the kept theme on the page and keeps the next one a person chooses. */
export function keepTheme(view: ViewStore): void {
  view.getState().setTheme(readChoice('theme', CHOICES) ?? 'system');
  apply(view.getState().theme);
  view.subscribe(({ theme }, previous) => {
    if (theme === previous.theme) return;
    apply(theme);
    keepChoice('theme', theme);
  });
}

/** The theme after this one: system, light, dark, and round again. */
export function nextTheme(theme: ThemeChoice): ThemeChoice {
  return CHOICES[(CHOICES.indexOf(theme) + 1) % CHOICES.length] ?? 'system';
}

function apply(theme: ThemeChoice): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
}
