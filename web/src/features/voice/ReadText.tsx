import type { AspectReading, SentenceReading, VoiceItem } from '../../api/voice';
import { useText } from '../../app/i18n';
import { feelingLevel } from '../../lib/curve';
import { formatFeeling } from '../../lib/format';
import { pieces } from '../../lib/spans';
import { sure } from './parts';

/** Below this nobody should rely on the sign: drawn dotted. */
export const sureFrom = 0.65;

type Mark = { sentence: SentenceReading } | { aspect: AspectReading } | { found: true };

/** How a sentence is underlined: by colour, and by the kind of line for those who do not tell colours apart. */
export function lookOf(sentence: SentenceReading): string {
  const { opinion } = sentence;
  if (!opinion) return 'felt';
  const sign = opinion.feeling < -0.25 ? 'bad' : opinion.feeling > 0.25 ? 'good' : 'even';
  return `felt felt--${sign} felt--level${feelingLevel(opinion.feeling)} ${opinion.confidence < sureFrom ? 'felt--unsure' : ''}`;
}

/** Every place of the words that are searched for. */
export function placesOf(text: string, words: string | undefined): { start: number; end: number; mark: Mark }[] {
  const wanted = Array.from(words?.trim().toLowerCase() ?? '');
  if (wanted.length < 2) return [];
  const characters = Array.from(text).map((one) => one.toLowerCase());
  const places: { start: number; end: number; mark: Mark }[] = [];
  for (let i = 0; i + wanted.length <= characters.length; i++) {
    if (!wanted.every((one, k) => characters[i + k] === one)) continue;
    places.push({ start: i, end: i + wanted.length, mark: { found: true } });
    i += wanted.length - 1;
  }
  return places;
}

/** The words of an item with what was understood of them: sentences underlined by feeling, things spoken of dotted. */
export function ReadText({ item, words }: { item: VoiceItem; words?: string }) {
  const { t, lang } = useText();
  return (
    <div className="read">
      {item.texts.map(({ part, text }) => {
        const sentences = item.reading?.sentences.filter((one) => one.span.part === part) ?? [];
        const marks: { start: number; end: number; mark: Mark }[] = [
          ...sentences.map((sentence) => ({ start: sentence.span.start, end: sentence.span.end, mark: { sentence } })),
          ...sentences.flatMap((sentence) => (sentence.aspects ?? []).filter((aspect) => aspect.span.part === part).map((aspect) => ({ start: aspect.span.start, end: aspect.span.end, mark: { aspect } }))),
          ...placesOf(text, words),
        ];
        const cut = pieces(text, marks);
        return (
          <div key={part} className={`read__part read__part--${part}`}>
            {(part === 'pros' || part === 'cons') && <h4>{t(`voice.part_${part}`)}</h4>}
            <p>
              {cut.map((piece, i) => {
                const of = piece.marks.find((mark) => 'sentence' in mark);
                const about = piece.marks.find((mark) => 'aspect' in mark);
                const found = piece.marks.some((mark) => 'found' in mark);
                const before = cut[i - 1]?.marks.find((mark) => 'sentence' in mark);
                const after = cut[i + 1]?.marks.find((mark) => 'sentence' in mark);
                const opinion = of?.sentence.opinion;
                const inner = about ? (
                  <span className="felt__about" title={t('voice.aboutThis', { aspect: about.aspect.aspect.replaceAll('_', ' ') })}>
                    {piece.text}
                  </span>
                ) : (
                  piece.text
                );
                return (
                  <span
                    key={piece.start}
                    className={of ? lookOf(of.sentence) : undefined}
                    lang={of && (of.sentence.language === 'ru' || of.sentence.language === 'en') ? of.sentence.language : undefined}
                    title={opinion && !about ? t('voice.sentenceTitle', { feeling: `${t(`feeling.${feelingLevel(opinion.feeling)}`)} ${formatFeeling(opinion.feeling, lang)}`, sure: sure(opinion.confidence, t, lang) }) : undefined}
                  >
                    {opinion && before?.sentence !== of?.sentence && Math.abs(opinion.feeling) > 0.25 && (
                      <span className="felt__sign" aria-hidden="true">
                        {opinion.feeling < 0 ? '▾' : '▴'}
                      </span>
                    )}
                    {found ? <mark>{inner}</mark> : inner}
                    {opinion && after?.sentence !== of?.sentence && <span className="hidden-text"> ({t(`feeling.${feelingLevel(opinion.feeling)}`)})</span>}
                  </span>
                );
              })}
            </p>
          </div>
        );
      })}
      {item.texts.length === 0 && <p className="muted">{t('voice.noWords')}</p>}
    </div>
  );
}
