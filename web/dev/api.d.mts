export declare const schemaFile: string;
export declare const wordsFile: string;
export declare function schemaText(): Promise<string>;
export declare function wordsText(): string;
