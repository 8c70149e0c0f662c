// Lets the browser rest while it reads a large page, so that it lets go of what it has read.

/**
 * Stops the parser until an empty style sheet has been fetched from memory. Chromium keeps the text of a file for its
 * look-ahead, which never gets to run as long as the parser does: all of it, a second time, until the end is read
 * (docs/decisions/0060). Called by the page between its blocks of text, some megabytes apart.
 */
export function rest() {
  const where = `href="${URL.createObjectURL(new Blob([], { type: 'text/css' }))}"`;
  document.write(`<link rel="stylesheet" ${where}>`); // only what is parsed stops the parser; no text of others is in it
}
