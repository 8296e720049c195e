// A picture of how the cost of the oblivious map grows with its records: time of an operation over the logarithm of the size.
using System.Globalization;
using System.Text;

namespace MobileCoin.Perf;

internal static class CostChart
{
    private const int Width = 720, Height = 400, Left = 56, Right = 190, Top = 44, Bottom = 48;

    private static readonly (string Name, string Label, string Colour)[] Series =
    [
        ("oblivious/view-lookup-one", "view look-up", "#3b82c4"),
        ("oblivious/view-lookup-batch4096", "view, each of a batch", "#2f9e6e"),
        ("oblivious/keyimage-lookup-one", "key image look-up", "#c9772b"),
        ("oblivious/counter-access", "counter access", "#9a63c0"),
    ];

    /// <summary>Draws the rows at the best level. False if they hold fewer than two sizes.</summary>
    internal static bool TryDraw(List<Row> rows, out string svg)
    {
        IReadOnlyList<int> logs = ObliviousBenchmarks.Logs;
        double?[][] lines = [.. Series.Select(s => logs.Select(log => Time(rows, s.Name, log)).ToArray())];
        svg = "";
        if (lines.Max(line => line.Count(t => t is not null)) < 2) return false;
        double most = Math.Ceiling(lines.Max(line => line.Max()!.Value) / 2) * 2;

        double X(int log) => Left + ((Width - Left - Right) * (double)(log - logs[0]) / (logs[^1] - logs[0]));
        double Y(double time) => Height - Bottom - ((Height - Top - Bottom) * time / most);

        var text = new StringBuilder();
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">");
        // One grey that can be read on white and on black.
        text.Append("<style>text{fill:#7d8590}.grid{stroke:#7d8590;stroke-opacity:.3}.series{fill:none;stroke-width:2.5}</style>\n");
        Line($"<text x=\"{Left}\" y=\"22\" font-size=\"15\">Oblivious map: µs per operation, one thread ({rows[0].Backend})</text>");
        for (double t = 0; t <= most; t += most > 8 ? 2 : 1)
        {
            Line($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(t):F1}\" y2=\"{Y(t):F1}\"/>");
            Line($"<text x=\"{Left - 8}\" y=\"{Y(t) + 4:F1}\" text-anchor=\"end\">{t}</text>");
        }
        foreach (int log in logs)
        {
            Line($"<text x=\"{X(log):F1}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">2<tspan dy=\"-5\" font-size=\"10\">{log}</tspan></text>");
        }
        Line($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">records</text>");

        // Labels stand at the end of their line, and no closer to each other than a line of text.
        double free = double.NegativeInfinity;
        IEnumerable<int> drawn = Enumerable.Range(0, Series.Length).Where(i => lines[i].Any(t => t is not null));
        foreach (int s in drawn.OrderByDescending(i => lines[i].Last(t => t is not null)))
        {
            List<(double X, double Y)> points =
                [.. logs.Zip(lines[s]).Where(p => p.Second is not null).Select(p => (X(p.First), Y(p.Second!.Value)))];
            string line = string.Join(' ', points.Select(p => Format($"{p.X:F1},{p.Y:F1}")));
            Line($"<polyline class=\"series\" stroke=\"{Series[s].Colour}\" points=\"{line}\"/>");
            foreach ((double x, double y) in points) Line($"<circle cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"3.5\" fill=\"{Series[s].Colour}\"/>");
            free = Math.Max(points[^1].Y + 4, free + 17);
            Line($"<text x=\"{points[^1].X + 12:F1}\" y=\"{free:F1}\" style=\"fill:{Series[s].Colour}\">{Series[s].Label}</text>");
        }
        text.Append("</svg>\n");
        svg = text.ToString();
        return true;

        void Line(FormattableString line) => text.Append(Format(line)).Append('\n');
    }

    private static string Format(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private static double? Time(List<Row> rows, string name, int log) =>
        rows.Find(r => r.Name == ObliviousBenchmarks.NameAt(name, log))?.NsPerOp / 1000;
}
