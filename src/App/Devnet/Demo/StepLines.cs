namespace MobileCoin.Devnet;

/// <summary>The steps of a network's start, on a screen.</summary>
internal sealed class StepLines(Screen screen)
{
    private const int NameWidth = 28;

    /// <summary>A step begins, or is over.</summary>
    internal void Stepped(string name, TimeSpan? took)
    {
        if (took is not { } time)
        {
            screen.Begin(name);
            return;
        }
        screen.End(name);
        screen.Line($"  {screen.Good("✓")} {name.PadRight(NameWidth)} {screen.Faint(Screen.Seconds(time).PadLeft(8))}");
    }
}
