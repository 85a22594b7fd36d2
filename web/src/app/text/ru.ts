import frame from './ru/frame';
import assistant from './ru/assistant';
import atlas from './ru/atlas';
import discover from './ru/discover';
import map from './ru/map';
import grid from './ru/grid';
import live from './ru/live';
import edit from './ru/edit';
import documents from './ru/documents';
import exporting from './ru/export';
import explore from './ru/explore';
import findings from './ru/findings';
import sources from './ru/sources';
import traits from './ru/traits';
import session from './ru/session';
import settings from './ru/settings';
import sharing from './ru/sharing';
import review from './ru/review';
import views from './ru/views';
import personas from './ru/personas';
import search from './ru/search';
import start from './ru/start';
import voice from './ru/voice';
import surveys from './ru/surveys';
import studies from './ru/studies';

const ru = {
  ...frame,
  ...assistant,
  ...atlas,
  ...discover,
  ...map,
  ...grid,
  ...live,
  ...edit,
  ...documents,
  ...exporting,
  ...explore,
  ...findings,
  ...sources,
  ...traits,
  ...session,
  ...settings,
  ...sharing,
  ...review,
  ...views,
  ...personas,
  ...search,
  ...start,
  ...voice,
  ...surveys,
  ...studies,
};

export default ru;
