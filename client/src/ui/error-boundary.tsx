import type { ReactNode } from 'react';
import { Component } from 'react';

interface ErrorBoundaryProps {
  /** What is shown. When it changes, it is tried anew. */
  of: string;
  /** Shown instead of what could not be. */
  instead: ReactNode;
  children: ReactNode;
}

/** What cannot be shown does not take the page away. */
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
