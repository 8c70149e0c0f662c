// What the page's modules may do: no HTML from text, no network, no code from text, no unused names.
import js from '@eslint/js';
import globals from 'globals';

const markup = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc'].map((name) => ({
  selector: `MemberExpression[property.name='${name}']`,
  message: 'Words become text nodes: use el() or textContent.',
}));

export default [
  { ignores: ['.venv/**', 'node_modules/**', 'maps/**', 'build/**', 'dist/**'] },
  js.configs.recommended,
  {
    files: ['geomap/web/**/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: globals.browser },
    rules: {
      complexity: ['error', 14],
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-restricted-globals': ['error', 'fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'localStorage'],
      'no-restricted-syntax': ['error', ...markup, { selector: 'TemplateLiteral TemplateLiteral', message: 'What makes the script small does not see where the inner one ends: join the parts.' }, { selector: 'ExportDefaultDeclaration', message: 'The page is put together from named exports.' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['tests/web/**/*.js', 'eslint.config.js'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  // what is handed to a page runs there
  { files: ['tests/browser/**/*.mjs'], languageOptions: { globals: { ...globals.node, ...globals.browser, axe: 'readonly', geomap: 'readonly' } } },
];
