namespace MobileCoin.MachineTrace.Test;

/// <summary>A comparison made again where it failed: a leak differs every time, what the machine does beside the program does not.</summary>
internal static class Repeated
{
    private const int Attempts = 3;

    public static List<Finding> Run(IReadOnlyList<string> exercises, Func<IReadOnlyList<string>, List<Finding>> compare)
    {
        var findings = new List<Finding>();
        IReadOnlyList<string> pending = exercises;
        for (int attempt = 1; pending.Count > 0; attempt++)
        {
            List<Finding> found = compare(pending);
            findings.AddRange(found.Where(f => f.Difference is null || attempt == Attempts));
            pending = attempt == Attempts ? [] : [.. found.Where(f => f.Difference is not null).Select(f => f.Exercise)];
        }
        return findings;
    }
}
