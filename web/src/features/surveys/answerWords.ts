/** What the page of answers says beside the survey's own texts: in the language of who answers, not of who builds. */

import type { Emotion } from '../../api/types';
import type { SurveyLang } from './document';

export interface AnswerWords {
  next: string;
  send: string;
  thanks: string;
  closable: string;
  required: string;
  mend: string;
  other: string;
  otherHint: string;
  several: string;
  progress: string;
  pleaseAnswer: string;
  tooMany: (most: number) => string;
  /** Names of the ends, the lower first. */
  nps: [string, string];
  csat: [string, string];
  ces: [string, string];
  /** From the worst. */
  faces: [string, string, string, string, string];
  emotions: Record<Emotion, string>;
}

export const answerWords: Record<SurveyLang, AnswerWords> = {
  en: {
    next: 'Next',
    send: 'Send',
    thanks: 'Thank you! Your answer has arrived.',
    closable: 'You may close this page.',
    required: 'required',
    mend: 'Please check your answers',
    other: 'Other',
    otherHint: 'In your own words',
    several: 'You may choose several.',
    progress: 'Progress',
    pleaseAnswer: 'please answer this question',
    tooMany: (most) => `choose at most ${most}, each once`,
    nps: ['not at all likely', 'very likely'],
    csat: ['very dissatisfied', 'very satisfied'],
    ces: ['very hard', 'very easy'],
    faces: ['very bad', 'bad', 'neither good nor bad', 'good', 'very good'],
    emotions: { interest: 'Interest', confusion: 'Confusion', hope: 'Hope', doubt: 'Doubt', trust: 'Trust', irritation: 'Irritation', impatience: 'Impatience', confidence: 'Confidence', satisfaction: 'Satisfaction', joy: 'Joy', disappointment: 'Disappointment' },
  },
  ru: {
    next: 'Дальше',
    send: 'Отправить',
    thanks: 'Спасибо! Ваш ответ получен.',
    closable: 'Страницу можно закрыть.',
    required: 'нужен ответ',
    mend: 'Проверьте, пожалуйста, ответы',
    other: 'Другое',
    otherHint: 'Своими словами',
    several: 'Можно выбрать несколько.',
    progress: 'Пройдено',
    pleaseAnswer: 'ответьте, пожалуйста, на этот вопрос',
    tooMany: (most) => `выберите не больше ${most}, каждый один раз`,
    nps: ['точно не порекомендую', 'точно порекомендую'],
    csat: ['совсем недоволен', 'полностью доволен'],
    ces: ['очень трудно', 'очень легко'],
    faces: ['очень плохо', 'плохо', 'ни хорошо ни плохо', 'хорошо', 'очень хорошо'],
    emotions: { interest: 'Интерес', confusion: 'Растерянность', hope: 'Надежда', doubt: 'Сомнение', trust: 'Доверие', irritation: 'Раздражение', impatience: 'Нетерпение', confidence: 'Уверенность', satisfaction: 'Удовлетворение', joy: 'Радость', disappointment: 'Разочарование' },
  },
};
