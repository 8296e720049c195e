// What both databases can hold: PostgreSQL's columns are of 64 bits with a sign, and its texts of 64 characters (fact sheet fog §3.2).
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb;

internal static class Bounds
{
    internal const int ReportIdCharacters = 64;

    internal static void Require(ulong number, string name)
    {
        if (number > long.MaxValue) throw new ArgumentOutOfRangeException(name, number, "Expected a number below 2^63");
    }

    internal static void RequireEgressKey(in KexRngPubkeyMessage key, string name)
    {
        if (key.PublicKey.Length != 32) throw new ArgumentException($"Expected a key of 32 bytes, got {key.PublicKey.Length}", name);
        if (key.Version > int.MaxValue) throw new ArgumentOutOfRangeException(name, key.Version, "Expected a version below 2^31");
    }

    internal static void RequireReportId(string id, string name)
    {
        ArgumentNullException.ThrowIfNull(id, name);
        int characters = 0;
        foreach (System.Text.Rune rune in id.EnumerateRunes())
        {
            characters++;
            // A half of a surrogate pair is given as the replacement character.
            if (rune.Value == 0 || (rune == System.Text.Rune.ReplacementChar && !id.Contains('\uFFFD', StringComparison.Ordinal)))
            {
                throw new ArgumentException("Expected a text without zero characters and halves of pairs", name);
            }
        }
        if (characters > ReportIdCharacters) throw new ArgumentException($"Expected at most {ReportIdCharacters} characters, got {characters}", name);
    }
}
