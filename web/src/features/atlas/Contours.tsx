/** Height lines with a walked path over them. */
export function Contours() {
  return (
    <svg className="contours" viewBox="0 0 900 200" preserveAspectRatio="xMaxYMid slice" aria-hidden="true">
      {[0, 1, 2, 3, 4, 5, 6].map((i) => (
        <path
          key={i}
          d={`M${380 + i * 34} 200C${420 + i * 40} ${110 - i * 6} ${520 + i * 30} ${150 - i * 22} ${600 + i * 22} ${84 - i * 8}S${760 + i * 12} ${60 - i * 16} ${920} ${120 - i * 30}`}
        />
      ))}
      <path className="contours__path" d="M470 214C560 176 560 96 640 112S760 164 840 52" />
      <circle cx="842" cy="48" r="7" />
    </svg>
  );
}
