import frame from './ru/frame';
import atlas from './ru/atlas';
import map from './ru/map';
import exporting from './ru/export';
import explore from './ru/explore';
import sources from './ru/sources';

const ru = { ...frame, ...atlas, ...map, ...exporting, ...explore, ...sources };

export default ru;
