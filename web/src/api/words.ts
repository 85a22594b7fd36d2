/* Made from crates/server/openapi.json by `npm run api`. Not for editing. */

export const drawnFormats = ['svg', 'png', 'pdf', 'html', 'pptx', 'md', 'xlsx'] as const;
export const exportFormats = ['json', 'yaml', 'mermaid', 'csv-grid', 'csv-list', 'xlsx-grid', 'xlsx-list', 'cjml', 'ojf', 'outline'] as const;
export const layouts = ['grid', 'blueprint', 'infographic', 'storyboard', 'personas', 'comparison', 'routes', 'time', 'experience', 'table', 'walk'] as const;
export const papers = ['a4', 'a3', 'a2', 'a1', 'a0', 'a4-portrait', 'a3-portrait', 'a2-portrait', 'a1-portrait', 'a0-portrait', 'slides', 'auto'] as const;
export const themes = ['light', 'dark', 'high-contrast', 'greyscale'] as const;
