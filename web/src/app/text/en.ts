import frame from './en/frame';
import atlas from './en/atlas';
import map from './en/map';
import exporting from './en/export';
import explore from './en/explore';
import sources from './en/sources';

const en = { ...frame, ...atlas, ...map, ...exporting, ...explore, ...sources };

export default en;
