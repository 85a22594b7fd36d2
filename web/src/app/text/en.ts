import frame from './en/frame';
import assistant from './en/assistant';
import atlas from './en/atlas';
import discover from './en/discover';
import map from './en/map';
import grid from './en/grid';
import live from './en/live';
import edit from './en/edit';
import documents from './en/documents';
import exporting from './en/export';
import explore from './en/explore';
import findings from './en/findings';
import sources from './en/sources';
import traits from './en/traits';
import session from './en/session';
import settings from './en/settings';
import sharing from './en/sharing';
import review from './en/review';
import views from './en/views';
import personas from './en/personas';
import search from './en/search';
import start from './en/start';
import voice from './en/voice';
import surveys from './en/surveys';
import studies from './en/studies';

const en = {
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

export default en;
