import type { ReactNode } from 'react';
import { Component } from 'react';

interface ErrorBoundaryProps {
  /** Identifies what is shown. When it changes, the children are tried again. */
  of: string;
  /** Shown when the children throw. */
  instead: ReactNode;
  children: ReactNode;
}

/** Children that throw while rendering do not take the whole page with them. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (this.state.failed && before.of !== this.props.of) this.setState({ failed: false });
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}
