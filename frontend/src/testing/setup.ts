import '@testing-library/jest-dom/vitest';

// jsdom lacks what Mantine asks the window for.
window.matchMedia = (query) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;

window.ResizeObserver = class {
  observe(): void {
    return undefined;
  }
  unobserve(): void {
    return undefined;
  }
  disconnect(): void {
    return undefined;
  }
};

window.HTMLElement.prototype.scrollIntoView = () => undefined;
window.scrollTo = () => undefined;
