import frame from './en/frame';
import atlas from './en/atlas';
import map from './en/map';
import documents from './en/documents';
import exporting from './en/export';
import explore from './en/explore';
import sources from './en/sources';
import traits from './en/traits';

const en = { ...frame, ...atlas, ...map, ...documents, ...exporting, ...explore, ...sources, ...traits };

export default en;
