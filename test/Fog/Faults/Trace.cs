// What happened in a round, line by line, for whoever has to understand a failure.
using System.Text;

namespace MobileCoin.Fog;

internal sealed class Trace
{
    private readonly StringBuilder _text = new();

    internal int Lines { get; private set; }

    internal void Say(string line)
    {
        Lines++;
        _text.AppendLine(line);
    }

    public override string ToString() => _text.ToString();
}
