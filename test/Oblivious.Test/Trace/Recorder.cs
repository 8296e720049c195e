// What an observer of memory would see, in order. One recording at a time on each thread.
namespace MobileCoin.Oblivious.Test.Trace;

/// <summary>A line that is touched, or a path that is shown (line -1; node holds the label).</summary>
internal readonly record struct Event(int Structure, int Level, uint Node, int Line, bool Write)
{
    public bool IsReveal => Line < 0;

    public bool IsEviction => IsReveal && Write;
}

internal readonly struct Recorder : ITrace
{
    [ThreadStatic]
    private static List<Event>? events;

    public static bool Enabled => true;

    public static List<Event> Start() => events = [];

    public static List<Event> Stop()
    {
        List<Event> all = events!;
        events = null;
        return all;
    }

    public static void Touch(int structure, int level, uint node, int line, bool write) =>
        events?.Add(new Event(structure, level, node, line, write));

    public static void Reveal(int structure, uint label, bool eviction) => events?.Add(new Event(structure, -1, label, -1, eviction));
}

/// <summary>Records paths alone, for statistics over many operations.</summary>
internal readonly struct RevealRecorder : ITrace
{
    [ThreadStatic]
    private static List<uint>? labels;

    public static bool Enabled => false;

    public static List<uint> Start() => labels = [];

    public static void Touch(int structure, int level, uint node, int line, bool write)
    {
    }

    /// <summary>The data tree's look-ups; all trees are the same code.</summary>
    public static void Reveal(int structure, uint label, bool eviction)
    {
        if (structure == Structure.Data && !eviction) labels?.Add(label);
    }
}
