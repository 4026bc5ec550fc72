/** Menus and lists that open over the editor belong to its page, not behind it: screen readers find them in its landmark. */
export const inEditor = { target: '[data-flow-editor]' }
