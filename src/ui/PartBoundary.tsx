import { Component, type ReactNode } from 'react';
import { MissingPart, type NamedPart } from './fetch-part.ts';
import { PartFailure, type PartPlace } from './PartFailure.tsx';

export interface PartBoundaryProps {
  readonly part: NamedPart;
  readonly place: PartPlace;
  /** Closes a dialog that could not be shown. */
  readonly onClose?: (() => void) | undefined;
  /** What the part shows: another value is worth another try. */
  readonly shows?: unknown;
  /** Called before the part is tried again. */
  readonly onRetry?: () => void;
  readonly children: ReactNode;
}

interface State {
  readonly error?: unknown;
  /** Times it was tried again without coming further. */
  readonly tries: number;
  readonly shows: unknown;
}

/** Whatever goes wrong in a part of the page stays in its place there, with what can be done; the other parts live on. */
export class PartBoundary extends Component<PartBoundaryProps, State> {
  override state: State = { tries: 0, shows: this.props.shows };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error ?? new Error('Something was thrown that says nothing') };
  }

  static getDerivedStateFromProps({ shows }: PartBoundaryProps, state: State): Partial<State> | null {
    if (Object.is(shows, state.shows)) return null;
    return { shows, ...(state.error instanceof MissingPart ? {} : { error: undefined, tries: 0 }) };
  }

  private readonly retry = (): void => {
    this.props.onRetry?.();
    this.setState(({ tries }) => ({ error: undefined, tries: tries + 1 }));
  };

  override render(): ReactNode {
    const { part, place, onClose, children } = this.props;
    const { error, tries } = this.state;
    if (error === undefined) return children;
    return <PartFailure {...{ part, place, onClose, error, tries }} onRetry={this.retry} />;
  }
}
