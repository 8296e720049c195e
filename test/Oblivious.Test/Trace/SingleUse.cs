namespace MobileCoin.Oblivious.Test.Trace;

internal static class SingleUse
{
    /// <summary>Which draw of an unchosen tape gave a label.</summary>
    public static Dictionary<uint, int> Draws(int drawn) => Enumerable.Range(0, drawn).ToDictionary(Tape.Default);

    /// <summary>Fails if a look-up shows a label that was not drawn, or one shown before.</summary>
    public static void Check(IEnumerable<Event> events, int drawn)
    {
        Dictionary<uint, int> draws = Draws(drawn);
        foreach (Event e in events.Where(e => e.IsReveal && !e.IsEviction))
        {
            if (!draws.Remove(e.Node)) throw new InvalidOperationException($"{e}: a label never drawn, or shown before");
        }
    }
}
