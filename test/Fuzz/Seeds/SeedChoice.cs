// Which of the candidates a target starts from.
namespace MobileCoin.Fuzz.Seeds;

internal static class SeedChoice
{
    private const int Most = 24;
    private const int MostLong = 2;
    private const int Long = 8 << 10;

    /// <summary>Gives the target the candidates that it accepts, those first that it would itself have written.</summary>
    internal static void Choose(Target target)
    {
        var random = new Random(target.Name.Length);
        IEnumerable<byte[]> candidates = target.Samples(random);
        if (target.Kind == InputKind.Protobuf) candidates = candidates.Concat(VectorSeeds.Messages);
        List<byte[]> canonical = [], accepted = [], refused = [];
        int longOnes = 0;
        foreach (byte[] candidate in candidates)
        {
            if (canonical.Count >= Most) break;
            if (candidate.Length > Long && ++longOnes > MostLong) continue;
            switch (Accepts(target, candidate))
            {
                case null: refused.Add(candidate); break;
                case false: accepted.Add(candidate); break;
                case true: canonical.Add(candidate); break;
            }
        }
        List<byte[]> chosen = [.. canonical, .. accepted.OrderBy(_ => random.Next()).Take(Math.Max(0, (Most / 2) - canonical.Count))];
        if (chosen.Count == 0) chosen = [.. refused.Take(Most / 2)];
        target.Seeds = [.. chosen, []];
    }

    private static bool? Accepts(Target target, byte[] candidate)
    {
        try
        {
            target.Prepare(candidate);
            object? decoded = target.Decode(candidate);
            (decoded as IDisposable)?.Dispose();
            return decoded is null ? null : target.IsCanonical(candidate);
        }
        catch (Exception e)
        {
            // One that is refused wrongly is worth starting from: the run says what is wrong with it.
            return target.Refuses(e) ? null : false;
        }
    }
}
